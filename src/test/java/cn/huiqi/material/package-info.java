/**
 * Tests of materials: what is taken, what is refused, what is kept.
 */
@NullMarked
package cn.huiqi.material;

import org.jspecify.annotations.NullMarked;
