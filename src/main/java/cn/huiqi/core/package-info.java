/**
 * Values with rules of their own: money, rates, credit codes, application numbers, the
 * statutory calendar.
 */
@NullMarked
package cn.huiqi.core;

import org.jspecify.annotations.NullMarked;
