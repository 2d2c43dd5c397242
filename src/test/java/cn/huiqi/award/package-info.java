/**
 * Tests of subsidies.
 */
@NullUnmarked
package cn.huiqi.award;

import org.jspecify.annotations.NullUnmarked;
