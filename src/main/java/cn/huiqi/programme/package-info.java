/**
 * What a programme is: its names, legal basis, areas and materials, read from the .yml
 * beside its model.
 */
@NullMarked
package cn.huiqi.programme;

import org.jspecify.annotations.NullMarked;
