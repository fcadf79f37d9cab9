package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.AttemptResult;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
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
    boolean undecided = reports.stream().allMatch(report -> report.state() == State.SUBMITTED);
    if (batch.job() != null && undecided && !Jobs.isSubmission(batch)) {
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
  }

  private static void delete(Connection tx, String attempt) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement("delete from attempt where id = ?")) {
      statement.setString(1, attempt);
      statement.executeUpdate();
    }
  }
}
