/**
 * The engine seam: form contract, typed variables, releases, deadlines, errors.
 */
@NullMarked
package cn.huiqi.workflow;

import org.jspecify.annotations.NullMarked;
