/**
 * Tests of the audit log.
 */
@NullMarked
package cn.huiqi.audit;

import org.jspecify.annotations.NullMarked;
