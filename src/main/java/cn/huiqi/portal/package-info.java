/**
 * The pages participants work from, and the list of open tasks behind them.
 */
@NullMarked
package cn.huiqi.portal;

import org.jspecify.annotations.NullMarked;
