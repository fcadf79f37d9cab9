package dev.tributary.destinations.sync;

/**
 * Rows that a backfill has skipped.
 *
 * @param first the position of the first of them on the log
 */
public record BackfillSkips(long rows, String first) {}
