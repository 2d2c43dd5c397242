/**
 * Enterprises, the pilot rosters they stand on, and who acts for whom.
 */
@NullMarked
package cn.huiqi.enterprise;

import org.jspecify.annotations.NullMarked;
