/**
 * Materials over HTTP.
 */
@NullMarked
package cn.huiqi.material.web;

import org.jspecify.annotations.NullMarked;
