package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Topic;
import dev.tributary.destinations.desired.CurrentRowsLog;
import dev.tributary.runtime.log.AcceptedLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * The order of rows across logs. Offsets begin again in a log that was created again, so the
 * position of a row is the number of its log, followed by the offset.
 */
public final class RowsLog implements AcceptedLog {
  public CurrentRowsLog current(Connection tx) throws SQLException {
    try (Statement statement = tx.createStatement();
        ResultSet rows = statement.executeQuery("select number from rows_log")) {
      rows.next();
      return new CurrentRowsLog(rows.getLong(1));
    }
  }

  @Override
  public void accepted(Connection tx, Set<String> topics) throws SQLException {
    if (topics.contains(Topic.ROWS.topicName())) {
      try (Statement statement = tx.createStatement()) {
        statement.executeUpdate("update rows_log set number = number + 1");
      }
    }
  }
}
