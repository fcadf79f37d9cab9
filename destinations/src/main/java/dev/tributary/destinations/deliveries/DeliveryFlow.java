package dev.tributary.destinations.deliveries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast deliveries leave for a destination, and how many wait.
 *
 * @param sentLastMinute records in attempts that began within the last minute, with or without
 *     success
 * @param waiting records that are to be sent, counted up to 10,000
 * @param oldestWaiting since when the first of those counted is desired; null while none waits
 * @param lastAttempt when the newest attempt began; null if no attempt is stored
 */
public record DeliveryFlow(
    long sentLastMinute,
    long waiting,
    @Nullable Instant oldestWaiting,
    @Nullable Instant lastAttempt) {}
