/**
 * Configured objects: their owner stores them and publishes them on a compacted topic, and all
 * other services view them.
 *
 * <p>A write is a row and an outbox row in one transaction. One publisher with a lease publishes
 * them. The package depends on the packages kafka and postgres.
 */
@NullMarked
package dev.tributary.runtime.definitions;

import org.jspecify.annotations.NullMarked;
