/** Wires the gateway. The only package that knows all others; no other package depends on it. */
@NullMarked
package dev.tributary.gateway.start;

import org.jspecify.annotations.NullMarked;
