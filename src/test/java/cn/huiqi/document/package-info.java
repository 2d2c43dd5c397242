/**
 * What the document room writes and reads.
 */
@NullMarked
package cn.huiqi.document;

import org.jspecify.annotations.NullMarked;
