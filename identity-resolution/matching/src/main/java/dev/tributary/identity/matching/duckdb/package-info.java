/**
 * The bulk work of suggested matches: to pair records, compare them, count results and compute
 * weights.
 *
 * <p>Each piece of work opens a database of its own with bounded memory. The package depends on the
 * matching package and DuckDB.
 */
@NullMarked
package dev.tributary.identity.matching.duckdb;

import org.jspecify.annotations.NullMarked;
