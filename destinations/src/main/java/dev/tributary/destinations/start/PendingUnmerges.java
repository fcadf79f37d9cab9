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
 * Counts people with an incomplete unmerge: nothing is desired for them until both profiles are
 * known.
 */
@Singleton
public class PendingUnmerges implements PendingWork {
  private final AgroalDataSource worker;

  public PendingUnmerges(@DataSource("worker") AgroalDataSource worker) {
    this.worker = worker;
  }

  @Override
  public String kind() {
    return "separations";
  }

  @Override
  public Pending pending(WorkspaceId workspace) {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from separation where workspace = ? and not complete")) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Pending.of(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The separations cannot be asked", e);
    }
  }
}
