/**
 * Stages that notices open, on the real engine, and the enterprise's file.
 */
@NullUnmarked
package cn.huiqi.journey;

import org.jspecify.annotations.NullUnmarked;
