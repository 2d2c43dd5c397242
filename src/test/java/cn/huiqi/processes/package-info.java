/**
 * The programmes' processes in the real engine, the clock moved by the test.
 */
@NullMarked
package cn.huiqi.processes;

import org.jspecify.annotations.NullMarked;
