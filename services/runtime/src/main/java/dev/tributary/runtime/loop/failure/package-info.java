/** The failures of a loop: what may be their cause, and the partitions that they stop. */
@NullMarked
package dev.tributary.runtime.loop.failure;

import org.jspecify.annotations.NullMarked;
