package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.protocol.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs of backfills: one for each change of what a sync sends, and one for each request of a user.
 * A part of a transaction.
 */
public interface RunStore {
  /**
   * @param place the progress of the run; its meaning depends on what the sync reads
   * @param failures how often the run has failed since its last successful step
   * @param eventsSince of a replay of events: the time of the first event; null for others
   */
  record Run(
      String id,
      WorkspaceId workspace,
      SyncId sync,
      long version,
      String place,
      int failures,
      @Nullable Instant eventsSince) {}

  /**
   * The result of one step of a run.
   *
   * @param place where the next step begins
   * @param seen how many people or rows were read
   * @param changed how many records were not up to date
   * @param skipped the addresses of rows that could not be read or applied
   */
  record Step(String place, int seen, int changed, List<String> skipped) {}

  /** Syncs whose newest version has no run yet. */
  List<Catalogue.Sync> missing(Catalogue catalogue) throws StoreFailure;

  /**
   * Starts runs for the newest versions; the runs of earlier versions of the same syncs end here,
   * except replays of events, which go on with the newest version. If a newest version sends the
   * same as its last run, no run starts, and that run goes on.
   *
   * @param missing syncs whose newest version has no run
   */
  void begin(List<Catalogue.Sync> missing) throws StoreFailure;

  /**
   * The next due run that no other transaction works on, locked. Workspaces take turns, and so do
   * the runs within a workspace.
   */
  Optional<Run> next() throws StoreFailure;

  void advance(Run run, Step step) throws StoreFailure;

  /**
   * Postpones a run, while others have their turns.
   *
   * @param words why, without any personal data
   */
  void postpone(Run run, String words, Duration wait) throws StoreFailure;

  /**
   * @param state {@code done} or {@code cancelled}
   */
  void end(Run run, String state) throws StoreFailure;

  /**
   * Ends a run that cannot continue.
   *
   * @param words why, and what to do
   */
  void fail(Run run, String words) throws StoreFailure;
}
