/**
 * Tests of values with rules of their own.
 */
@NullMarked
package cn.huiqi.core;

import org.jspecify.annotations.NullMarked;
