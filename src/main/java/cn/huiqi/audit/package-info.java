/**
 * The audit log: every act on a case, chained by keyed hash and anchored outside the
 * database.
 */
@NullMarked
package cn.huiqi.audit;

import org.jspecify.annotations.NullMarked;
