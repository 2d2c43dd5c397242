/**
 * Notices of stages and the enterprise's file over HTTP.
 */
@NullMarked
package cn.huiqi.journey.web;

import org.jspecify.annotations.NullMarked;
