package dev.tributary.identity.trial;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a trial is.
 *
 * @param of how many events and commands there are
 * @param reached when the last one that was taken in had been accepted
 */
public record TrialProgress(long inputs, long of, @Nullable Instant reached) {}
