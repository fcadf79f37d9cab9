/**
 * The cost of identity resolution: compared with a bare transaction that writes the same rows, with
 * a growing number of people, in a storm around one identifier, and in an unmerge.
 *
 * <p>Events are published on their topic as the collector would publish them. The committed
 * positions show how far they are applied. The benchmark does not look into the service otherwise.
 */
@NullMarked
package dev.tributary.benchmarks.identity;

import org.jspecify.annotations.NullMarked;
