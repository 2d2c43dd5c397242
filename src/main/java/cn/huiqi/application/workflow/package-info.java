/**
 * What the models call of the application room, and what the engine asks of it.
 */
@NullMarked
package cn.huiqi.application.workflow;

import org.jspecify.annotations.NullMarked;
