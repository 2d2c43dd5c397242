/**
 * Tests of questionnaires and scoring.
 */
@NullMarked
package cn.huiqi.assessment;

import org.jspecify.annotations.NullMarked;
