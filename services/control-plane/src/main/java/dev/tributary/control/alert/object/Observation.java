package dev.tributary.control.alert.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the condition of a rule, according to the facts.
 *
 * @param name the present name of the object
 * @param figure in the unit of the threshold; infinite for growth from nothing
 * @param meets whether the condition is met
 * @param since when that began; null if it is not met, or if that is unknown
 */
public record Observation(String name, double figure, boolean meets, @Nullable Instant since) {}
