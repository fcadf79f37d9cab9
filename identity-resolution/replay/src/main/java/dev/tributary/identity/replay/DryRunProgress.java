package dev.tributary.identity.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a dry run.
 *
 * @param of how many events and commands there are
 * @param reached when the last processed input had been accepted
 */
public record DryRunProgress(long inputs, long of, @Nullable Instant reached) {}
