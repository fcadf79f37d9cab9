/**
 * What identity resolution costs: beside a bare transaction that writes the same rows, with more
 * and more people, in a storm around one identifier, and where a person is taken apart.
 *
 * <p>Events are put on their topic as the collector would put them; how far they are applied is
 * read from the committed positions. Nothing else of the service is looked into.
 */
@NullMarked
package dev.tributary.benchmarks.identity;

import org.jspecify.annotations.NullMarked;
