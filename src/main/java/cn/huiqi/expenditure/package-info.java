/**
 * What an enterprise declared to have spent and what the audit counted of it.
 */
@NullMarked
package cn.huiqi.expenditure;

import org.jspecify.annotations.NullMarked;
