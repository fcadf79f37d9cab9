/**
 * How fast people are read through the REST API, at a constant rate, alone and beside ingest.
 *
 * <p>Everything of an installation runs meanwhile, because everything needs its share of the
 * machine.
 */
@NullMarked
package dev.tributary.benchmarks.profiles;

import org.jspecify.annotations.NullMarked;
