package dev.tributary.control.postgres;

import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;

/**
 * Failures of the reactive driver, in the terms of JDBC: the rest of the service tells an outage
 * from an error by them. Hibernate translates failures of statements only.
 */
final class DriverFailures {
  private static final String CONNECTION_FAILURE = "08006";

  private DriverFailures() {}

  /** The failure, or one that has its SQLSTATE. */
  static RuntimeException translated(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SQLException _ -> {
          return failure;
        }
        case ClosedConnectionException closed -> {
          return jdbc(closed, CONNECTION_FAILURE);
        }
        case DatabaseException refused -> {
          return jdbc(refused, refused.getSqlState());
        }
        default -> {}
      }
    }
    return failure;
  }

  private static RuntimeException jdbc(RuntimeException cause, String state) {
    String message = String.valueOf(cause.getMessage());
    return new IllegalStateException(message, new SQLException(message, state, cause));
  }
}
