/**
 * The journey of an enterprise: stages opened by notices of the department, their entry
 * and their results, and the enterprise's file (一企一档) that shows it whole.
 */
@NullMarked
package cn.huiqi.journey;

import org.jspecify.annotations.NullMarked;
