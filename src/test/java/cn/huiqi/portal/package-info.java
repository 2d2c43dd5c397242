/**
 * What people find to do.
 */
@NullUnmarked
package cn.huiqi.portal;

import org.jspecify.annotations.NullUnmarked;
