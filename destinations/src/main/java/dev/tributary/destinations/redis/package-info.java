/**
 * Rate limits that all instances share.
 *
 * <p>Redis holds nothing that matters: without it each instance keeps to its own share. It depends
 * on the Vert.x Redis client.
 */
@NullMarked
package dev.tributary.destinations.redis;

import org.jspecify.annotations.NullMarked;
