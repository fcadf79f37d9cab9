package dev.tributary.identity.matching;

import org.jspecify.annotations.Nullable;

/**
 * What a comparison of a pair came to.
 *
 * @param level {@link Comparison#SILENT} where a value is missing
 * @param frequency of the value that both have, where that counts
 */
public record Outcome(
    int level, @Nullable Double frequency, @Nullable String left, @Nullable String right) {}
