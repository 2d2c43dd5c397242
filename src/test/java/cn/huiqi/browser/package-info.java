/**
 * What people see, in a real browser.
 */
@NullMarked
package cn.huiqi.browser;

import org.jspecify.annotations.NullMarked;
