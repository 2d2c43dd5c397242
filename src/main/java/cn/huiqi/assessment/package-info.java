/**
 * Questionnaires, scoring arithmetic, scenario counts and levels, each explained line by
 * line.
 */
@NullMarked
package cn.huiqi.assessment;

import org.jspecify.annotations.NullMarked;
