package dev.tributary.identity.postgres.replay;

import dev.tributary.identity.loop.OvertakenRepeatedly;
import dev.tributary.identity.store.StoreFailure;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayTransaction;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link ReplayConnection} over a connection to PostgreSQL. */
public final class PostgresReplayConnection implements ReplayConnection {
  private final Connection connection;

  /**
   * @param connection is closed with this object
   */
  public PostgresReplayConnection(Connection connection) {
    this.connection = connection;
  }

  private interface Statement {
    void run() throws SQLException;
  }

  private static void run(Statement statement) {
    try {
      statement.run();
    } catch (SQLException e) {
      throw new StoreFailure(e, false);
    }
  }

  @Override
  public ReplayTransaction stores() {
    run(() -> {
      if (connection.getAutoCommit()) {
        connection.setAutoCommit(false);
      }
    });
    return new PostgresReplayTransaction(connection);
  }

  @Override
  public void commit() {
    run(connection::commit);
  }

  @Override
  public void rollback() {
    run(connection::rollback);
  }

  @Override
  public <R> R snapshot(Supplier<R> work) {
    try {
      connection.rollback();
      int usual = connection.getTransactionIsolation();
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return work.get();
      } finally {
        connection.rollback();
        connection.setTransactionIsolation(usual);
      }
    } catch (SQLException e) {
      throw new StoreFailure(e, false);
    }
  }

  @Override
  public @Nullable Exception ofTheDatabase(Throwable failure) {
    return failure instanceof OvertakenRepeatedly overtaken
        ? overtaken
        : DatabaseFailures.ofTheDatabase(failure);
  }

  @Override
  public boolean isRepeatable(Exception failure) {
    return failure instanceof OvertakenRepeatedly
        || failure instanceof SQLException sql && DatabaseFailures.isDeadlock(sql);
  }

  @Override
  public void close() {
    run(connection::close);
  }
}
