package dev.tributary.definitions.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.runtime.problem.Problem;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Failures of the reactive driver, in the terms of JDBC: the rest of the service tells an outage
 * from an error by them. Hibernate translates failures of statements only.
 */
public final class DriverFailures {
  private static final String CONNECTION_FAILURE = "08006";

  private DriverFailures() {}

  /** The failure, or one that has its SQLSTATE. */
  public static RuntimeException translated(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        // A mistake of ours in JSON is an IOException too.
        case SQLException _, Problem _, JsonProcessingException _ -> {
          return failure;
        }
        case DatabaseException refused -> {
          return jdbc(refused, refused.getSqlState());
        }
        // A refused, reset or closed connection, and the end of a wait for the pool.
        case VertxException _, NoStackTraceThrowable _, IOException _ -> {
          return jdbc(cause, CONNECTION_FAILURE);
        }
        default -> {}
      }
    }
    return failure;
  }

  private static RuntimeException jdbc(Throwable cause, String state) {
    String message = String.valueOf(cause.getMessage());
    return new IllegalStateException(message, new SQLException(message, state, cause));
  }
}
