package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;

/** Starts replays of events. Thread-safe. */
public interface EventReplays {

  /**
   * How far back a replay can begin: as long as the ledger keeps delivered events, by which a
   * replay knows what the sync has had, and as long as the log keeps the events.
   */
  Duration longest();

  /**
   * Starts a replay of the events since a time.
   *
   * @param version of the sync
   * @return the id of the run
   */
  String start(WorkspaceId workspace, SyncId sync, long version, Instant since);
}
