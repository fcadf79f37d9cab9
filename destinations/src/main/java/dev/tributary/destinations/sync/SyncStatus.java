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
 */
public record SyncStatus(@Nullable Stop stop, @Nullable Run run, Map<String, Long> counts) {

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
