/**
 * The assessment room over HTTP.
 */
@NullMarked
package cn.huiqi.assessment.web;

import org.jspecify.annotations.NullMarked;
