/** Tests of rate limits on a real Redis. */
@NullMarked
package dev.tributary.destinations.redis;

import org.jspecify.annotations.NullMarked;
