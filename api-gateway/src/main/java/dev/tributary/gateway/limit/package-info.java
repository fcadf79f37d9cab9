/**
 * Whether a client may send one more request. It depends on the JDK only; the buckets themselves
 * are in {@code runtime.limit}.
 */
@NullMarked
package dev.tributary.gateway.limit;

import org.jspecify.annotations.NullMarked;
