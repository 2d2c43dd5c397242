/**
 * Public notices, their periods and the objections against them.
 */
@NullMarked
package cn.huiqi.publicity;

import org.jspecify.annotations.NullMarked;
