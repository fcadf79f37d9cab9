package dev.tributary.warehouse.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A changed row, as a sample.
 *
 * @param row null if it was removed
 * @param changed the columns that differ
 */
public record SampleRow(
    String change, JsonNode key, @Nullable JsonNode row, List<String> changed) {}
