package dev.tributary.destinations.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a sync: its rate, and the causes for which deliveries wait.
 *
 * @param at when it was read, by the clock of the ledger
 * @param arrivedLastMinute records of the sync in attempts that ended within the last minute, after
 *     at most three minutes, and whose records were all delivered or received; null if an attempt
 *     ended with several results, since the number is not known then
 * @param waits the deliveries that were read, by state and reason, the most frequent first
 */
public record SyncProgress(Instant at, @Nullable Long arrivedLastMinute, List<Wait> waits) {
  public SyncProgress {
    waits = List.copyOf(waits);
  }

  /**
   * Deliveries that wait for the same reason.
   *
   * @param state {@code pending}, {@code retrying} or {@code submitted}
   * @param reason a stable code; null for deliveries that only wait for their turn
   * @param deliveries how many
   * @param due how many of them are due now
   * @param until when the first of the others is tried again or asked for; null if there are none,
   *     or if no time is known, as for deliveries that wait for another record
   */
  public record Wait(
      String state, @Nullable String reason, long deliveries, long due, @Nullable Instant until) {}
}
