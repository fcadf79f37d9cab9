package dev.tributary.runtime.loop.failure;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Separates failures of the database, which may be temporary, from inputs that always fail. */
public final class DatabaseFailures {
  /** How often a transaction is repeated if other transactions have made it fail. */
  public static final int DEADLOCK_REPEATS = 3;

  /**
   * SQLSTATE classes of a value, a row or a constraint, not of the server's or the connection's
   * state.
   */
  private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "54");

  /**
   * Classes and states that no input can cause. Our statements are fixed texts, so the operator is
   * responsible for a missing table or right, a full disk, a read-only server, or a lock of another
   * session. Such a failure is repeated without a time limit until it is gone.
   *
   * <p>Two states of class 53 are not among them, because one large input can cause them: out of
   * memory (53200), and a limit of the configuration such as the size of temporary files (53400).
   */
  private static final Set<String> OF_THE_SERVER =
      Set.of("28", "42", "53000", "53100", "53300", "58", "25006", "55006", "55P03");

  private DatabaseFailures() {}

  /**
   * The failure of the server or the connection behind an exception; null if the data were the
   * cause.
   */
  public static @Nullable SQLException ofTheDatabase(Throwable e) {
    SQLException sql = sqlException(e);
    return sql == null || isOfTheData(sql) ? null : sql;
  }

  /**
   * The first exception that came from the database, including failures caused by data; null if
   * there is none.
   */
  public static @Nullable SQLException sqlException(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** Whether the same transaction may succeed when it is repeated at once. */
  public static boolean isDeadlock(SQLException e) {
    return "40P01".equals(e.getSQLState()) || "40001".equals(e.getSQLState());
  }

  /** Whether no input can be the cause, for any number of repeats. */
  public static boolean isOfTheServer(SQLException e) {
    String state = e.getSQLState();
    return state != null && OF_THE_SERVER.stream().anyMatch(state::startsWith);
  }

  private static boolean isOfTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null && OF_THE_DATA.stream().anyMatch(state::startsWith);
  }
}
