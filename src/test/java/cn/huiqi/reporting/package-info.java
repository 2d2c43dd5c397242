/**
 * The reference list over HTTP.
 */
@NullMarked
package cn.huiqi.reporting;

import org.jspecify.annotations.NullMarked;
