package dev.tributary.destinations.start;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.start.PendingWork;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counts syncs whose newest version has no complete backfill yet. */
@Singleton
public class PendingBackfills implements PendingWork {
  private final AgroalDataSource worker;

  public PendingBackfills(@DataSource("worker") AgroalDataSource worker) {
    this.worker = worker;
  }

  @Override
  public String kind() {
    return "backfills";
  }

  @Override
  public Pending pending(WorkspaceId workspace) {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select count(*) from definition d
                where d.workspace = ? and d.kind = 'sync' and not d.deleted
                  and (not exists (select 1 from sync_run r where r.workspace = d.workspace
                      and r.sync = d.id and r.sync_version = d.version)
                    or exists (select 1 from sync_run r where r.workspace = d.workspace
                      and r.sync = d.id and r.state = 'running'))\
                """)) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Pending.of(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The runs cannot be asked", e);
    }
  }
}
