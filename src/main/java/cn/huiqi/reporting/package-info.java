/**
 * The reference list of enterprises that districts are to bring to apply, who of them has
 * applied, and the reminder of those who have not.
 */
@NullMarked
package cn.huiqi.reporting;

import org.jspecify.annotations.NullMarked;
