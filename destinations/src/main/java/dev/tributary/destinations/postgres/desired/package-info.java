/** The ports of the desired state, over the tables in {@code postgres}. */
@NullMarked
package dev.tributary.destinations.postgres.desired;

import org.jspecify.annotations.NullMarked;
