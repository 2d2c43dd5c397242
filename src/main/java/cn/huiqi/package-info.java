/**
 * Huiqi carries an enterprise's application for a subsidy from declaration to payment.
 */
@NullMarked
package cn.huiqi;

import org.jspecify.annotations.NullMarked;
