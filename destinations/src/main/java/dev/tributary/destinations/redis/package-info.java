/**
 * Rate limits that all instances share.
 *
 * <p>Redis holds no data that must survive: without it, each instance uses its own share of the
 * limit. It depends on {@code runtime.limit}.
 */
@NullMarked
package dev.tributary.destinations.redis;

import org.jspecify.annotations.NullMarked;
