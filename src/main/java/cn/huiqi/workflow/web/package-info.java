/**
 * What administrators decide about releases, over HTTP.
 */
@NullMarked
package cn.huiqi.workflow.web;

import org.jspecify.annotations.NullMarked;
