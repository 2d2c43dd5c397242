/**
 * What the selection's model calls, and what its forms ask and tell.
 */
@NullMarked
package cn.huiqi.selection.workflow;

import org.jspecify.annotations.NullMarked;
