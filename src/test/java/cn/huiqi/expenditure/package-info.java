/**
 * Tests of the expenditure room.
 */
@NullMarked
package cn.huiqi.expenditure;

import org.jspecify.annotations.NullMarked;
