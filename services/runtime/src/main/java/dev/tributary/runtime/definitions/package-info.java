/**
 * Configured objects: stored by their owner, published on a compacted topic, viewed by everyone
 * else.
 *
 * <p>A write is a row and an outbox row in one transaction; one leased publisher sends. It depends
 * on the packages kafka and postgres.
 */
@NullMarked
package dev.tributary.runtime.definitions;

import org.jspecify.annotations.NullMarked;
