/**
 * The enterprise room over HTTP.
 */
@NullMarked
package cn.huiqi.enterprise.web;

import org.jspecify.annotations.NullMarked;
