package dev.tributary.destinations.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.start.PendingWork;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Counts deliveries that will be sent soon. This excludes the deliveries of a paused or failing
 * destination, of one that waits for its next quota, and of a paused or stopped sync, and
 * memberships whose record was refused.
 */
@Singleton
public class PendingDeliveries implements PendingWork {
  /** One statement, so that each delivery is counted, or its destination or its sync is listed. */
  private static final String PENDING =
      """
      with stopped as (
        select x.id from definition x
        where x.workspace = ? and x.kind = 'destination' and not x.deleted
          and (exists (select from pause p where p.workspace = x.workspace and p.id = x.id)
            or exists (select from destination_health h
              where h.workspace = x.workspace and h.destination = x.id
                and (h.failing or h.held_until > statement_timestamp())))),
      stopped_sync as (
        select x.id, x.spec ->> 'destination' as destination from definition x
        where x.workspace = ? and x.kind = 'sync' and not x.deleted
          and exists (select from pause p where p.workspace = x.workspace and p.id = x.id))
      select (
          select count(*) from (
            select workspace, destination, sync from open_delivery o
            where workspace = ? and state in ('pending', 'retrying') and not_before < 'infinity'
            union all select f.workspace, f.destination, f.sync
            from leased_delivery l join delivery f on f.id = l.id where l.workspace = ?
            union all select workspace, destination, sync from open_delivery
            where workspace = ? and state = 'submitted') d
          where exists (select from definition x where x.workspace = d.workspace
              and x.kind = 'destination' and x.id = d.destination and not x.deleted)
            and not exists (select from stopped s where s.id = d.destination)
            and not exists (select from pause p where p.workspace = d.workspace and p.id = d.sync)),
        array(select id from stopped order by id),
        array(select y.id from stopped_sync y
          where not exists (select from stopped s where s.id = y.destination) order by y.id)\
      """;

  private final AgroalDataSource worker;

  public PendingDeliveries(@DataSource("worker") AgroalDataSource worker) {
    this.worker = worker;
  }

  @Override
  public String kind() {
    return "deliveries";
  }

  @Override
  public Pending pending(WorkspaceId workspace) {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(PENDING)) {
      for (int parameter = 1; parameter <= 5; parameter++) {
        statement.setString(parameter, workspace.value());
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Pending(
            rows.getLong(1), ids(rows, 2, DestinationId::new), ids(rows, 3, SyncId::new));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The ledger cannot be asked", e);
    }
  }

  private static <T> List<T> ids(ResultSet rows, int column, Function<String, T> id)
      throws SQLException {
    return Arrays.stream((String[]) rows.getArray(column).getArray()).map(id).toList();
  }
}
