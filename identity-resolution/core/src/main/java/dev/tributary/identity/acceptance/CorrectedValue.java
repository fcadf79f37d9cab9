package dev.tributary.identity.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The value that a correction by hand changed: that of a trait, or the answer to a purpose or about
 * a channel. Both are the values in force, so they are alike if another value still wins over the
 * corrected one.
 *
 * @param before the value in force just before the correction; null if there was none
 * @param after the value in force just after it; null if there is none
 */
public record CorrectedValue(@Nullable JsonNode before, @Nullable JsonNode after) {}
