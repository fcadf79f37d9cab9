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

/**
 * Counts deliveries that will be sent soon. This excludes the deliveries of a paused or failing
 * destination and of a paused sync, and memberships whose record was refused.
 */
@Singleton
public class PendingDeliveries implements PendingWork {
  private final AgroalDataSource worker;

  public PendingDeliveries(@DataSource("worker") AgroalDataSource worker) {
    this.worker = worker;
  }

  @Override
  public String kind() {
    return "deliveries";
  }

  @Override
  public long pending(WorkspaceId workspace) {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select count(*) from (
                  select workspace, destination, sync from delivery
                  where workspace = ? and state in ('pending', 'retrying')
                    and not_before < 'infinity'
                  union all select workspace, destination, sync from delivery
                  where workspace = ? and state = 'in-flight') d
                where exists (select 1 from definition x where x.workspace = d.workspace
                    and x.kind = 'destination' and x.id = d.destination and not x.deleted)
                  and not exists (select 1 from pause p where p.workspace = d.workspace
                    and p.id in (d.destination, d.sync))
                  and not exists (select 1 from destination_health h
                    where h.workspace = d.workspace and h.destination = d.destination
                      and h.failing)\
                """)) {
      statement.setString(1, workspace.value());
      statement.setString(2, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The ledger cannot be asked", e);
    }
  }
}
