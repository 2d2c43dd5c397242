/**
 * Turns what happened to a case into messages for those it concerns.
 */
@NullMarked
package cn.huiqi.notification;

import org.jspecify.annotations.NullMarked;
