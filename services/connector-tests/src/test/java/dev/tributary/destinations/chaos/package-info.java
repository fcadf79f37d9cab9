/**
 * The delivery engine in processes of its own, which are killed, with a database, a Redis and
 * destinations that fail.
 */
@NullMarked
package dev.tributary.destinations.chaos;

import org.jspecify.annotations.NullMarked;
