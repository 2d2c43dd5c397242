/**
 * Requests drawn at random from the descriptions of the program's interfaces: whatever is
 * sent, the answer is never a fault of the server and tells nothing of how it is built.
 */
@NullMarked
package cn.huiqi.fuzz;

import org.jspecify.annotations.NullMarked;
