/**
 * Messages over HTTP.
 */
@NullMarked
package cn.huiqi.notification.web;

import org.jspecify.annotations.NullMarked;
