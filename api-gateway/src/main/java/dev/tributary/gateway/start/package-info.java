/** Wires the gateway and holds its settings. The only package that knows all others. */
@NullMarked
package dev.tributary.gateway.start;

import org.jspecify.annotations.NullMarked;
