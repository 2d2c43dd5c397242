/**
 * The subsidy decision and the batches it is paid in.
 */
@NullMarked
package cn.huiqi.award;

import org.jspecify.annotations.NullMarked;
