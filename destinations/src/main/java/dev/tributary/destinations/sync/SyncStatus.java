package dev.tributary.destinations.sync;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stop, the newest run and the deliveries of a sync.
 *
 * @param stop why the sync is stopped, or null
 * @param run the newest run, or null before the first
 * @param counts the numbers of deliveries by state, without states that no delivery is in
 * @param drift the differences that the newest comparison has found in the last seven days; null if
 *     there are none, if they were sent again, or if they cannot be sent again
 */
public record SyncStatus(
    @Nullable Stop stop, @Nullable Run run, Map<String, Long> counts, @Nullable Drift drift) {

  /**
   * Differences between the ledger and the records of a destination.
   *
   * @param reconciliation the id of the comparison
   * @param syncVersion the version of the sync that was compared
   * @param missing how many delivered records the destination lacks
   * @param different how many delivered records have other values there
   * @param at when the comparison was started
   */
  public record Drift(
      String reconciliation, long syncVersion, long missing, long different, Instant at) {}

  /**
   * Why nothing is sent.
   *
   * @param reason a stable code
   * @param asked whether a user has paused the sync
   * @param words the text of the destination, if it has one
   */
  public record Stop(String reason, boolean asked, @Nullable String words, Instant since) {}

  /** A run of a backfill. */
  public record Run(
      String id,
      String state,
      long seen,
      long changed,
      @Nullable BackfillSkips skipped,
      @Nullable String problem,
      Instant startedAt,
      @Nullable Instant endedAt) {}
}
