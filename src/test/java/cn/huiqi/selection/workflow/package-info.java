/**
 * Tests of what the model of a selection calls.
 */
@NullUnmarked
package cn.huiqi.selection.workflow;

import org.jspecify.annotations.NullUnmarked;
