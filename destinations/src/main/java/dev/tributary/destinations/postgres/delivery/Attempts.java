package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.AttemptResult;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Stores attempts: before anything is sent, and with their result. */
final class Attempts {
  private Attempts() {}

  /**
   * @param question whether the attempt asks for the result of a job, and sends no rows
   */
  static void begin(
      Connection tx, Catalogue.Sync sync, int deliveries, String attempt, boolean question)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into attempt (id, workspace, destination, sync, deliveries, question)
            values (?, ?, ?, ?, ?, ?)\
            """)) {
      statement.setString(1, attempt);
      statement.setString(2, sync.workspace().value());
      statement.setString(3, sync.destination().id().value());
      statement.setString(4, sync.id().value());
      statement.setInt(5, deliveries);
      statement.setBoolean(6, question);
      statement.executeUpdate();
    }
  }

  /** Of questions, only those with a result are kept: a job can be asked hundreds of times. */
  static void end(
      Connection tx, LeasedBatch batch, List<AttemptReport> reports, AttemptResult result)
      throws SQLException {
    List<AttemptReport> decided =
        reports.stream().filter(report -> report.state() != State.SUBMITTED).toList();
    if (batch.job() != null && decided.isEmpty()) {
      delete(tx, batch.attempt());
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update attempt set ended_at = clock_timestamp(), outcome = ?, exchanges = ?,
              refusals = ?
            where id = ?\
            """)) {
      statement.setString(1, result.outcome());
      statement.setBytes(2, Json.write(result.exchanges()));
      statement.setBytes(3, result.refusals().isEmpty() ? null : Json.write(result.refusals()));
      statement.setString(4, batch.attempt());
      statement.executeUpdate();
    }
    if (batch.job() != null) {
      append(tx, batch.attempt(), decided);
    }
  }

  private static void delete(Connection tx, String attempt) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement("delete from attempt where id = ?")) {
      statement.setString(1, attempt);
      statement.executeUpdate();
    }
  }

  private static void append(Connection tx, String attempt, List<AttemptReport> decided)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery d
            set attempts = d.attempts[greatest(1, cardinality(d.attempts) - 18):] || ?
            where d.id = any(?)\
            """)) {
      statement.setString(1, attempt);
      new Columns<>(statement, 2, decided).text(report -> report.row().id());
      statement.executeUpdate();
    }
  }
}
