/**
 * What the models call of the reporting room.
 */
@NullMarked
package cn.huiqi.reporting.workflow;

import org.jspecify.annotations.NullMarked;
