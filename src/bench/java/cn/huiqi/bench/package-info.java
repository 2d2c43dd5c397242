/**
 * Measures what a change of a library may cost.
 */
@NullMarked
package cn.huiqi.bench;

import org.jspecify.annotations.NullMarked;
