/**
 * The fields of vendors in PostgreSQL.
 *
 * <p>The package implements the port of {@link dev.tributary.destinations.schema}.
 */
@NullMarked
package dev.tributary.destinations.postgres.schema;

import org.jspecify.annotations.NullMarked;
