package dev.tributary.runtime.purge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which workspaces this service has purged, in its own database, for good. Thread-safe. */
public final class PurgedWorkspaces {
  private final Jdbi worker;

  /**
   * @param worker a pool that signs in with the worker's role
   */
  public PurgedWorkspaces(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  /**
   * What is known of one.
   *
   * @param purgedAt when nothing of it was left for the first time
   * @param repeatAt when the purge is repeated; null if it never is again
   */
  public record Purged(Instant purgedAt, @Nullable Instant repeatAt) {
    private static Purged of(ResultSet row) throws SQLException {
      Timestamp repeat = row.getTimestamp("repeat_at");
      return new Purged(
          row.getTimestamp("purged_at").toInstant(), repeat == null ? null : repeat.toInstant());
    }
  }

  public Optional<Purged> find(String workspace) {
    return worker.withHandle(handle ->
        handle
            .createQuery("select purged_at, repeat_at from purged_workspace where id = :id")
            .bind("id", workspace)
            .map((row, context) -> Purged.of(row))
            .findFirst());
  }

  /** The first time that a workspace was purged stays, whoever else has purged it. */
  public Purged put(String workspace, Purged purged) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                """
                insert into purged_workspace (id, purged_at, repeat_at)
                values (:id, :purgedAt, :repeatAt)
                on conflict (id) do update set repeat_at = excluded.repeat_at
                returning purged_at, repeat_at\
                """)
            .bind("id", workspace)
            .bind("purgedAt", purged.purgedAt())
            .bind("repeatAt", purged.repeatAt())
            .map((row, context) -> Purged.of(row))
            .one());
  }
}
