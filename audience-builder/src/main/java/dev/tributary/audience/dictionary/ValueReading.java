package dev.tributary.audience.dictionary;

import dev.tributary.audience.dictionary.ValueTally.Counted;
import org.jspecify.annotations.Nullable;

/**
 * The values at a place.
 *
 * @param numbers of the values that are numbers, as they were counted, without scaling; null if
 *     there are none
 */
public record ValueReading(DictionaryReading<Counted> found, @Nullable NumberSummary numbers) {}
