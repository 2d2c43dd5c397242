/**
 * All applications of a round are decided together.
 */
@NullUnmarked
package cn.huiqi.selection;

import org.jspecify.annotations.NullUnmarked;
