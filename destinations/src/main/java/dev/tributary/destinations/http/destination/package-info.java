/** Destinations over REST: definitions, versions, connection tests. */
@NullMarked
package dev.tributary.destinations.http.destination;

import org.jspecify.annotations.NullMarked;
