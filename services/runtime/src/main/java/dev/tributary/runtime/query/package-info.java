/**
 * Queries for which a caller waits: each ends at a deadline, and when its caller disconnects.
 * Routes start such a query. Code that reads many rows checks whether it has to end.
 */
@NullMarked
package dev.tributary.runtime.query;

import org.jspecify.annotations.NullMarked;
