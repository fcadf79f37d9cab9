/**
 * How many events each source may send in a second.
 *
 * <p>The limit is shared by all replicas, and divided among them while they cannot agree. It
 * depends on the package source.
 */
@NullMarked
package dev.tributary.collector.limit;

import org.jspecify.annotations.NullMarked;
