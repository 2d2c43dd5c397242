/**
 * Accounts, groups, authorisations and the HTTP security chain.
 */
@NullMarked
package cn.huiqi.access;

import org.jspecify.annotations.NullMarked;
