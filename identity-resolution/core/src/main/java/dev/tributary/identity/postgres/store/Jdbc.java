package dev.tributary.identity.postgres.store;

import dev.tributary.identity.store.StoreFailure;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs statements for callers that know no JDBC: each failure becomes a {@link StoreFailure}. */
public final class Jdbc {
  private Jdbc() {}

  /** Statements with a result. */
  public interface Query<R extends @Nullable Object> {
    R run() throws SQLException;
  }

  /** Statements without a result. */
  public interface Update {
    void run() throws SQLException;
  }

  public static <R extends @Nullable Object> R query(Query<R> statements) {
    try {
      return statements.run();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  public static void update(Update statements) {
    try {
      statements.run();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static StoreFailure failure(SQLException e) {
    return new StoreFailure(e, DatabaseFailures.ofTheDatabase(e) == null);
  }
}
