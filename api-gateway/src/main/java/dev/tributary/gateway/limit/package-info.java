/**
 * How many requests one client may send: token buckets. Redis keeps those that all gateways share;
 * while it is away, each grants a part from {@link dev.tributary.gateway.limit.LocalBuckets}. It
 * depends on the JDK only.
 */
@NullMarked
package dev.tributary.gateway.limit;

import org.jspecify.annotations.NullMarked;
