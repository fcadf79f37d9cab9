package dev.tributary.e2e;

import static java.util.Objects.requireNonNull;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Identity resolution answers requests and applies nothing, until this is closed: its loop lost a
 * right at the database, a cause that no input has.
 */
final class StoppedLoop implements AutoCloseable {
  private final ServiceDatabase database;

  private StoppedLoop(ServiceDatabase database) {
    this.database = database;
    execute("revoke insert on accepted_event from ");
  }

  static StoppedLoop ofIdentity(Stack stack) {
    return new StoppedLoop(requireNonNull(stack.installation().database(Service.IDENTITY)));
  }

  @Override
  public void close() {
    execute("grant insert on accepted_event to ");
  }

  private void execute(String change) {
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.owner().user(), database.owner().password());
        Statement statement = connection.createStatement()) {
      statement.execute(change + database.worker().user());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
