/**
 * Limits that all replicas share.
 *
 * <p>Nothing here is authoritative: without Redis each replica uses its own share. It depends on
 * the package limit and on {@code runtime.limit}.
 */
@NullMarked
package dev.tributary.collector.redis;

import org.jspecify.annotations.NullMarked;
