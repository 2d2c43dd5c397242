/**
 * Rankings and collective decisions over all applications of a round.
 */
@NullMarked
package cn.huiqi.selection;

import org.jspecify.annotations.NullMarked;
