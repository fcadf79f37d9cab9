/**
 * Data that all gateways share and that may be lost: browser sessions and rate limits, in Redis.
 * Every call has a bound of its own, because the client's time-out covers blocking calls only.
 * Values are sealed. Implements ports of {@code signin} and {@code limit}.
 */
@NullMarked
package dev.tributary.gateway.redis;

import org.jspecify.annotations.NullMarked;
