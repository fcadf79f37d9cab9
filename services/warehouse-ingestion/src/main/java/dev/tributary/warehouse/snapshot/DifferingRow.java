package dev.tributary.warehouse.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs from the snapshot, as the changes file of the run contains it.
 *
 * @param change {@code added}, {@code changed} or {@code removed}
 * @param key JSON
 * @param row JSON; null if it was removed
 * @param hash in hexadecimal digits
 * @param changed the columns that differ
 * @param columnMillis when each column's value last changed, in the order of the columns; empty if
 *     the row was removed
 */
public record DifferingRow(
    String change,
    String key,
    @Nullable String row,
    String hash,
    List<String> changed,
    List<Long> columnMillis) {}
