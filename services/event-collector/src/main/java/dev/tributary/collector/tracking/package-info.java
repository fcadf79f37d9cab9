/**
 * The tracking API as bytes: paths, bodies, items, limits, refusals.
 *
 * <p>All input of SDKs is read here, in one pass and without building trees. It depends on the
 * contracts.
 */
@NullMarked
package dev.tributary.collector.tracking;

import org.jspecify.annotations.NullMarked;
