package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Counts the work of a workspace that is in progress, besides its deliveries. Thread-safe. */
public final class PendingCounts {
  private static final String BACKFILLS =
      """
      select count(*) from definition d
      where d.workspace = ? and d.kind = 'sync' and not d.deleted
        and (not exists (select 1 from sync_run r where r.workspace = d.workspace
            and r.sync = d.id and r.sync_version = d.version)
          or exists (select 1 from sync_run r where r.workspace = d.workspace
            and r.sync = d.id and r.state = 'running'))\
      """;

  private static final String UNMERGES =
      "select count(*) from separation where workspace = ? and not complete";

  private final DataSource worker;

  public PendingCounts(DataSource worker) {
    this.worker = worker;
  }

  /** Syncs whose newest version has no complete backfill yet. */
  public long backfills(WorkspaceId workspace) {
    return count(BACKFILLS, workspace);
  }

  /**
   * People with an incomplete unmerge: nothing is desired for them until both profiles are known.
   */
  public long unmerges(WorkspaceId workspace) {
    return count(UNMERGES, workspace);
  }

  private long count(String sql, WorkspaceId workspace) {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The work in progress cannot be counted", e);
    }
  }
}
