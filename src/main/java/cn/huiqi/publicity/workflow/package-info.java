/**
 * What the models call of the publicity room.
 */
@NullMarked
package cn.huiqi.publicity.workflow;

import org.jspecify.annotations.NullMarked;
