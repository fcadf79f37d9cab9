package dev.tributary.warehouse.snapshot;

import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * Rows with one key that were left out.
 *
 * @param key JSON
 */
public record RefusedRow(@JsonRawValue String key, String reason, long occurrences) {}
