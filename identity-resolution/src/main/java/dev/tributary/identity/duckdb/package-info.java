/**
 * The bulk work of suggested matches: bringing records together, comparing them, counting,
 * weighing.
 *
 * <p>Each piece of work opens a database of its own with bounded memory. It depends on the matching
 * package and DuckDB; the job, which reads people and writes suggestions, on postgres and kafka
 * too.
 */
@NullMarked
package dev.tributary.identity.duckdb;

import org.jspecify.annotations.NullMarked;
