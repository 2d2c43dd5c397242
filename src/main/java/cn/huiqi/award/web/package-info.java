/**
 * The award room over HTTP.
 */
@NullMarked
package cn.huiqi.award.web;

import org.jspecify.annotations.NullMarked;
