/**
 * Uploaded materials: what is asked for, the checks, the store, what reviewers found.
 */
@NullMarked
package cn.huiqi.material;

import org.jspecify.annotations.NullMarked;
