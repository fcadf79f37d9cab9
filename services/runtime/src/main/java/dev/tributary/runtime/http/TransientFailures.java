package dev.tributary.runtime.http;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Separates failures that the client may retry from errors in the program or in the request. */
final class TransientFailures {
  /** Connection, resources, the operator's intervention, or a deadlock that a repeat resolves. */
  private static final Set<String> TRANSIENT = Set.of("08", "53", "57", "40");

  private TransientFailures() {}

  static boolean isOutage(@Nullable Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientException
          || cause instanceof ConnectException
          || cause instanceof TimeoutException
          || cause instanceof RetriableException
          || (cause instanceof SQLException sql && isTransient(sql))
          || String.valueOf(cause.getMessage()).contains("OIDC Server is not available")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTransient(SQLException e) {
    String state = e.getSQLState();
    return state == null
        ? String.valueOf(e.getMessage()).contains("cquisition timeout")
        : TRANSIENT.stream().anyMatch(state::startsWith);
  }

  /**
   * The database refuses a value: a text with U+0000, an unpaired surrogate, a number out of range.
   */
  static boolean isUnstorable(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith("22")) {
        return true;
      }
    }
    return false;
  }
}
