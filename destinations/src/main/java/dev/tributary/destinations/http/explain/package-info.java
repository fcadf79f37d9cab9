/** Why a person is at a destination, or is not. */
@NullMarked
package dev.tributary.destinations.http.explain;

import org.jspecify.annotations.NullMarked;
