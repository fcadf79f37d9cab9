package dev.tributary.runtime.loop;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells failures of the database, which may be gone later, from inputs that always fail. */
public final class DatabaseFailures {
  /** How often a transaction is repeated that others have ended. */
  public static final int DEADLOCK_REPEATS = 3;

  /** Classes of a value, a row or a constraint, not of the server's or the connection's state. */
  private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "54");

  /**
   * Classes and states that no input can cause: our statements are fixed texts, so a missing table
   * or right, a full disk, a read-only server or a lock that another session keeps is the
   * operator's. Repeated until it is gone, however long that takes.
   */
  private static final Set<String> OF_THE_SERVER =
      Set.of("28", "42", "53", "58", "25006", "55006", "55P03");

  private DatabaseFailures() {}

  /** The failure of the server or the connection behind an exception; null if it was the data. */
  public static @Nullable SQLException ofTheDatabase(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return isOfTheData(sql) ? null : sql;
      }
    }
    return null;
  }

  /** Whether the same transaction may succeed when it is repeated at once. */
  public static boolean isDeadlock(SQLException e) {
    return "40P01".equals(e.getSQLState()) || "40001".equals(e.getSQLState());
  }

  /** Whether no input can be the cause, however often it is repeated. */
  static boolean isOfTheServer(SQLException e) {
    String state = e.getSQLState();
    return state != null && OF_THE_SERVER.stream().anyMatch(state::startsWith);
  }

  private static boolean isOfTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null && OF_THE_DATA.stream().anyMatch(state::startsWith);
  }
}
