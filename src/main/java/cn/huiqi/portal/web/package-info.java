/**
 * The participants' pages and what they ask for.
 */
@NullMarked
package cn.huiqi.portal.web;

import org.jspecify.annotations.NullMarked;
