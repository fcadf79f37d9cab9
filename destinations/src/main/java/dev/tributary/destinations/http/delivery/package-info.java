/** Deliveries over REST, and what an unmerge would change in them. */
@NullMarked
package dev.tributary.destinations.http.delivery;

import org.jspecify.annotations.NullMarked;
