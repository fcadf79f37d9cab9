package dev.tributary.runtime.purge;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces that this service has purged, stored permanently in its own database. Thread-safe.
 */
public final class PurgedWorkspaces {
  private final Jdbi worker;

  /**
   * @param worker a pool that signs in with the worker's role
   */
  public PurgedWorkspaces(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  /**
   * The purge of one workspace.
   *
   * @param purgedAt when nothing of it was left for the first time
   * @param repeatAt when the purge is repeated; null if never again
   */
  public record Purged(Instant purgedAt, @Nullable Instant repeatAt) {
    private static Purged of(ResultSet row) throws SQLException {
      Timestamp repeat = row.getTimestamp("repeat_at");
      return new Purged(
          row.getTimestamp("purged_at").toInstant(), repeat == null ? null : repeat.toInstant());
    }
  }

  public Optional<Purged> find(WorkspaceId workspace) {
    return worker.withHandle(handle ->
        handle
            .createQuery("select purged_at, repeat_at from purged_workspace where id = :id")
            .bind("id", workspace.value())
            .map((row, context) -> Purged.of(row))
            .findFirst());
  }

  /** Keeps the time of the first purge, even if other instances purge the workspace too. */
  public Purged put(WorkspaceId workspace, Purged purged) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                """
                insert into purged_workspace (id, purged_at, repeat_at)
                values (:id, :purgedAt, :repeatAt)
                on conflict (id) do update set repeat_at = excluded.repeat_at
                returning purged_at, repeat_at\
                """)
            .bind("id", workspace.value())
            .bind("purgedAt", purged.purgedAt())
            .bind("repeatAt", purged.repeatAt())
            .map((row, context) -> Purged.of(row))
            .one());
  }
}
