/**
 * What the models of stages call, and the timers that end with a notice.
 */
@NullMarked
package cn.huiqi.journey.workflow;

import org.jspecify.annotations.NullMarked;
