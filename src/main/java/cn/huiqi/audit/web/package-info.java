/**
 * The audit log over HTTP, for administrators.
 */
@NullMarked
package cn.huiqi.audit.web;

import org.jspecify.annotations.NullMarked;
