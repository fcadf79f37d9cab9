/**
 * Requests and connections to addresses that customers configure. All of them go through this
 * package.
 *
 * <p>A name is resolved once, its addresses are checked, and connections go to exactly these
 * addresses. The package depends on Vert.x and on no caller.
 */
@NullMarked
package dev.tributary.runtime.egress;

import org.jspecify.annotations.NullMarked;
