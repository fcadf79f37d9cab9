/**
 * The bulk engine of a run: staging the rows, comparing them with the snapshot, writing the new
 * snapshot.
 *
 * <p>Each run opens its own database, which sees two folders and nothing else. It depends on the
 * packages snapshot and table.
 */
@NullMarked
package dev.tributary.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
