/**
 * Reads from the engine where a case stands in its models.
 */
@NullMarked
package cn.huiqi.portal.workflow;

import org.jspecify.annotations.NullMarked;
