/**
 * Connectors that a workspace adds at run time: one manifest per connector, stored as a versioned
 * definition and compiled to closures.
 *
 * <p>The package checks manifests, compares a new manifest with the one that is in use, and prints
 * the requests that a manifest makes. It sends nothing. It depends on the connector SPI, on the
 * compiler of manifests, and on destinations and syncs.
 */
@NullMarked
package dev.tributary.destinations.added;

import org.jspecify.annotations.NullMarked;
