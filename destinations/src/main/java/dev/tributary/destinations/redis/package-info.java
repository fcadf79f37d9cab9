/**
 * The paces of accounts, which all instances share in Redis.
 *
 * <p>Redis holds no data that must survive: without it, each instance uses its own share of the
 * limits. It depends on {@code runtime.limit} and on the rules of {@code pacing}.
 */
@NullMarked
package dev.tributary.destinations.redis;

import org.jspecify.annotations.NullMarked;
