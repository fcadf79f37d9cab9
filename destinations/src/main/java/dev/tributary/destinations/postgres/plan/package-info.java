/** Stores plans that are computed in the background. */
@NullMarked
package dev.tributary.destinations.postgres.plan;

import org.jspecify.annotations.NullMarked;
