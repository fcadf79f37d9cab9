/**
 * The one door outward: requests and connections to addresses that customers name.
 *
 * <p>A name is resolved once, its addresses are checked, and exactly those are connected to. It
 * depends on Vert.x and knows nothing of who asks.
 */
@NullMarked
package dev.tributary.runtime.egress;

import org.jspecify.annotations.NullMarked;
