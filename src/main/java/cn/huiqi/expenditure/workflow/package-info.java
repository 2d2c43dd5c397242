/**
 * What the models call of the expenditure room.
 */
@NullMarked
package cn.huiqi.expenditure.workflow;

import org.jspecify.annotations.NullMarked;
