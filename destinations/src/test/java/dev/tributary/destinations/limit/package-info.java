/** Tests of what limits the requests of a destination. */
@NullMarked
package dev.tributary.destinations.limit;

import org.jspecify.annotations.NullMarked;
