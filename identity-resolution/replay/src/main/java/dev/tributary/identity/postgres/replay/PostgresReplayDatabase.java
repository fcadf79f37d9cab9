package dev.tributary.identity.postgres.replay;

import dev.tributary.identity.store.StoreFailure;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayDatabase;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** {@link ReplayDatabase} over a pool of connections of the worker. */
public record PostgresReplayDatabase(DataSource worker) implements ReplayDatabase {

  @Override
  public ReplayConnection open() {
    try {
      return new PostgresReplayConnection(worker.getConnection());
    } catch (SQLException e) {
      throw new StoreFailure(e, false);
    }
  }

  @Override
  public void withoutTransaction(Consumer<ReplayTransaction> work) {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(true);
      work.accept(new PostgresReplayTransaction(connection));
    } catch (SQLException e) {
      throw new StoreFailure(e, false);
    }
  }
}
