package dev.tributary.destinations.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync sends now, and what its deliveries wait for.
 *
 * @param at when it was read, by the clock of the ledger
 * @param sentLastMinute records of the sync in attempts that began within the last minute, with or
 *     without success
 * @param waits the deliveries that were read, by state and reason, the most frequent first
 */
public record SyncProgress(Instant at, long sentLastMinute, List<Wait> waits) {
  public SyncProgress {
    waits = List.copyOf(waits);
  }

  /**
   * Deliveries that wait for the same reason.
   *
   * @param state {@code pending}, {@code retrying} or {@code submitted}
   * @param reason a stable code; null for deliveries that only wait for their turn
   * @param deliveries how many
   * @param until when the first of them is tried again or asked for; null if all are due, or if no
   *     time is known
   */
  public record Wait(
      String state, @Nullable String reason, long deliveries, @Nullable Instant until) {}
}
