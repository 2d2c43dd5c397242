/**
 * The case: its number, status, stages, submissions and corrections.
 */
@NullMarked
package cn.huiqi.application;

import org.jspecify.annotations.NullMarked;
