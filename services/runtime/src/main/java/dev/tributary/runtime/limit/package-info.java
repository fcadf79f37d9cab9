/**
 * How often something may happen: token buckets that the instances of a service share in Redis.
 * While Redis is away, each instance takes from buckets of its own. Redis holds nothing here that
 * must survive. The package depends on the Redis client of Vert.x, so only services with Redis can
 * use it.
 */
@NullMarked
package dev.tributary.runtime.limit;

import org.jspecify.annotations.NullMarked;
