package dev.tributary.identity.matching;

import org.jspecify.annotations.Nullable;

/**
 * The result of one comparison of a pair.
 *
 * @param level {@link Comparison#SILENT} where a value is missing
 * @param frequency of the value that both have, where the weight depends on it
 */
public record Outcome(
    int level, @Nullable Double frequency, @Nullable String left, @Nullable String right) {}
