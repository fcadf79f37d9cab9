/** Deliveries as users see them, and what users decide about them. */
@NullMarked
package dev.tributary.destinations.deliveries;

import org.jspecify.annotations.NullMarked;
