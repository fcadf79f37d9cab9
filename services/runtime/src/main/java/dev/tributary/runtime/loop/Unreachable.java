package dev.tributary.runtime.loop;

import java.sql.SQLException;

/** No transaction could be opened: no partition can go on, and no input is the cause. */
final class Unreachable extends SQLException {
  private static final long serialVersionUID = 1L;

  Unreachable(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
  }
}
