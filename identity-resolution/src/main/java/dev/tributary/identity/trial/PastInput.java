package dev.tributary.identity.trial;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.acceptance.LogPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event or a command that was accepted once.
 *
 * @param number its place in the order of acceptance, from 1
 * @param acceptedAt by the wall clock
 * @param anchor by which identifier it named somebody; null if it named nobody
 */
public record PastInput(
    long number,
    String event,
    LogPosition position,
    Instant acceptedAt,
    @Nullable Identifier anchor) {}
