/**
 * Data that all gateways share and that may be lost: browser sessions, in Redis. Every call has a
 * bound of its own, because the client's time-out covers blocking calls only. Values are sealed.
 * Implements a port of {@code signin}.
 */
@NullMarked
package dev.tributary.gateway.redis;

import org.jspecify.annotations.NullMarked;
