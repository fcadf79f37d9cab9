package dev.tributary.runtime.postgres;

import java.sql.SQLException;

/**
 * Recognises that a statement was ended by its time limit. PostgreSQL has one SQLSTATE for this and
 * for a statement that an operator or a client cancels. Only the message differs, so a server whose
 * messages are not in English has no timeouts, only outages. A server that shuts down ends the
 * connection with another SQLSTATE.
 */
final class StatementTimeout {
  private static final String CANCELLED = "57014";
  private static final String REASON = "statement timeout";

  private StatementTimeout() {}

  static boolean ended(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && CANCELLED.equals(sql.getSQLState())
          && String.valueOf(sql.getMessage()).contains(REASON)) {
        return true;
      }
    }
    return false;
  }
}
