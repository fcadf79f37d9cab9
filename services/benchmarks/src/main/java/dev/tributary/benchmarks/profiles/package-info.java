/**
 * How fast the REST API reads profiles at a constant rate, alone and during ingest.
 *
 * <p>All services of the installation run meanwhile, because each needs its share of the machine.
 */
@NullMarked
package dev.tributary.benchmarks.profiles;

import org.jspecify.annotations.NullMarked;
