/** The parts that all calls with a {@code WebClient} share. */
@NullMarked
package dev.tributary.runtime.client;

import org.jspecify.annotations.NullMarked;
