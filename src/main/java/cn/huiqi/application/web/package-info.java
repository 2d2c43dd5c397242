/**
 * The application room over HTTP.
 */
@NullMarked
package cn.huiqi.application.web;

import org.jspecify.annotations.NullMarked;
