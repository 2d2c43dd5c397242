/**
 * The document room over HTTP.
 */
@NullMarked
package cn.huiqi.document.web;

import org.jspecify.annotations.NullMarked;
