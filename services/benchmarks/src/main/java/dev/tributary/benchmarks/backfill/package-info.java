/**
 * The first sync of many people to stand-ins with the limits of their vendors: how close it comes
 * to what the limits allow.
 */
@NullMarked
package dev.tributary.benchmarks.backfill;

import org.jspecify.annotations.NullMarked;
