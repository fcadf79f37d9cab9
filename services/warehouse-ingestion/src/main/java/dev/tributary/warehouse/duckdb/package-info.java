/**
 * The bulk engine of a run: staging what was read, comparing it with the snapshot, writing the new
 * one.
 *
 * <p>Each run opens a database of its own that sees two folders and nothing else. It depends on the
 * packages snapshot and table.
 */
@NullMarked
package dev.tributary.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
