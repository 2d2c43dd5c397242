/**
 * What materials have to say when a task is completed.
 */
@NullMarked
package cn.huiqi.material.workflow;

import org.jspecify.annotations.NullMarked;
