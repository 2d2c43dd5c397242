/**
 * Selections over HTTP.
 */
@NullMarked
package cn.huiqi.selection.web;

import org.jspecify.annotations.NullMarked;
