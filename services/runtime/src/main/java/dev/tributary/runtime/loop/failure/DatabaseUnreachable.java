package dev.tributary.runtime.loop.failure;

import java.sql.SQLException;

/** No transaction could be opened: no partition can continue, and no input is the cause. */
public final class DatabaseUnreachable extends SQLException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnreachable(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
  }
}
