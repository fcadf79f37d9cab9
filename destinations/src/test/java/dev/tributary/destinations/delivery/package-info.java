/** Tests of the engine on a real database. */
@NullMarked
package dev.tributary.destinations.delivery;

import org.jspecify.annotations.NullMarked;
