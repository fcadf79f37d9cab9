package dev.tributary.destinations.kafka;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The name of a failure in answers that every caller may read. The message of an exception is not
 * used, because it may repeat personal data.
 */
final class FailureCode {
  private FailureCode() {}

  static String of(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
      if (cause instanceof SQLException sql) {
        @Nullable String state = sql.getSQLState();
        return "Failed with " + cause.getClass().getSimpleName() + " " + state;
      }
    }
    return "Failed with " + root.getClass().getSimpleName();
  }
}
