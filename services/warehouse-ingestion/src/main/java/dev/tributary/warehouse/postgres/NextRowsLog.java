package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.log.AcceptedLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Counts the logs to which rows are published. Snapshots of an earlier log say nothing about this
 * log, so the next run of each model publishes its whole table again.
 */
public final class NextRowsLog implements AcceptedLog {

  @Override
  public void accepted(Connection tx, Set<String> topics) throws SQLException {
    if (topics.contains(Topic.ROWS.topicName())) {
      try (Statement statement = tx.createStatement()) {
        statement.executeUpdate("update rows_log set number = number + 1");
      }
    }
  }
}
