/**
 * The REST routes: connectors, destinations, syncs, deliveries.
 *
 * <p>Blocking code on virtual threads; values that a caller may not see are masked. It depends on
 * the packages postgres and sync, and on the runtime.
 */
@NullMarked
package dev.tributary.destinations.http;

import org.jspecify.annotations.NullMarked;
