/**
 * What the models call of the assessment room.
 */
@NullMarked
package cn.huiqi.assessment.workflow;

import org.jspecify.annotations.NullMarked;
