package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.sync.EventReplays;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Stores a run for each replay of events. Thread-safe. */
public final class PostgresEventReplays implements EventReplays {
  private final RequestDatabase database;
  private final Supplier<String> runIds;
  private final Duration longest;

  /**
   * @param delivered how long the ledger keeps delivered events
   * @param logged how long the log keeps events
   */
  public PostgresEventReplays(
      RequestDatabase database, Supplier<String> runIds, Duration delivered, Duration logged) {
    this.database = database;
    this.runIds = runIds;
    this.longest = delivered.compareTo(logged) < 0 ? delivered : logged;
  }

  @Override
  public Duration longest() {
    return longest;
  }

  @Override
  public String start(WorkspaceId workspace, SyncId sync, long version, Instant since) {
    String id = runIds.get();
    database.inWorkspace(
        workspace,
        tx ->
            tx.createUpdate(
                    "insert into sync_run (id, workspace, sync, sync_version, state, events_since)"
                        + " values (:id, :workspace, :sync, :version, 'running', :since)")
                .bind("id", id)
                .bind("workspace", workspace.value())
                .bind("sync", sync.value())
                .bind("version", version)
                .bind("since", since)
                .execute());
    return id;
  }
}
