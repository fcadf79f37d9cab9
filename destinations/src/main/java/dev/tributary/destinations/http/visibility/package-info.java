/** The visibility of members, of requests to vendors, and of the values that a sync sends. */
@NullMarked
package dev.tributary.destinations.http.visibility;

import org.jspecify.annotations.NullMarked;
