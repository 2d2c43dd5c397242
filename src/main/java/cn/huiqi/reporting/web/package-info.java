/**
 * The reporting room over HTTP.
 */
@NullMarked
package cn.huiqi.reporting.web;

import org.jspecify.annotations.NullMarked;
