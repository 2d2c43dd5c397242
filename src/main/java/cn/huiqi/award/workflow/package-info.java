/**
 * What the models call of the award room.
 */
@NullMarked
package cn.huiqi.award.workflow;

import org.jspecify.annotations.NullMarked;
