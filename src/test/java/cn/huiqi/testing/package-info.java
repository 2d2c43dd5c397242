/**
 * What the tests of all rooms share.
 */
@NullMarked
package cn.huiqi.testing;

import org.jspecify.annotations.NullMarked;
