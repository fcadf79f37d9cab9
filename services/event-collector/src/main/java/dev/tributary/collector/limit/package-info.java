/**
 * Limits how many events each source may send per second.
 *
 * <p>All replicas share the limit, and divide it while they cannot share it. It depends on the
 * package source.
 */
@NullMarked
package dev.tributary.collector.limit;

import org.jspecify.annotations.NullMarked;
