/** Which destinations and syncs are paused, by users or because of answers of vendors. */
@NullMarked
package dev.tributary.destinations.postgres.pause;

import org.jspecify.annotations.NullMarked;
