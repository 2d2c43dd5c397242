/**
 * Excel in and out: registers of many cases as offices print them, and sheets that are
 * handed in.
 */
@NullMarked
package cn.huiqi.document;

import org.jspecify.annotations.NullMarked;
