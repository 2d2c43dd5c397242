/**
 * What must outlive the program: cases, wherever they wait.
 */
@NullMarked
package cn.huiqi.restart;

import org.jspecify.annotations.NullMarked;
