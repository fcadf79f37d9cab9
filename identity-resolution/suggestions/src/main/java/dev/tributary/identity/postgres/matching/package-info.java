/** The stores of matching, and the queries of REST for suggestions, on PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.matching;

import org.jspecify.annotations.NullMarked;
