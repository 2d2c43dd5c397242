/**
 * Tests of the engine seam.
 */
@NullMarked
package cn.huiqi.workflow;

import org.jspecify.annotations.NullMarked;
