package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.delivery.AttemptResult;
import dev.tributary.destinations.delivery.DeliveryStore.Reported;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores attempts: before anything is sent, and with their result. */
final class Attempts {
  private Attempts() {}

  /** An attempt that asks for the result of a job, and sends no rows. */
  static void beginQuestion(Connection tx, Catalogue.Sync sync, int deliveries, String attempt)
      throws SQLException {
    begin(tx, sync, List.of(new Begun(attempt, deliveries)), true);
  }

  /** One attempt for each batch of a sync. */
  static void begin(Connection tx, List<LeasedBatch> batches) throws SQLException {
    begin(
        tx,
        batches.getFirst().sync(),
        batches.stream().map(batch -> new Begun(batch.attempt(), batch.rows().size())).toList(),
        false);
  }

  private record Begun(String attempt, int deliveries) {}

  private static void begin(
      Connection tx, Catalogue.Sync sync, List<Begun> attempts, boolean question)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into attempt (id, workspace, destination, sync, deliveries, question)
            select u.id, ?, ?, ?, u.deliveries, ? from unnest(?, ?) as u(id, deliveries)\
            """)) {
      statement.setString(1, sync.workspace().value());
      statement.setString(2, sync.destination().id().value());
      statement.setString(3, sync.id().value());
      statement.setBoolean(4, question);
      new Columns<>(statement, 5, attempts).text(Begun::attempt).ints(Begun::deliveries);
      statement.executeUpdate();
    }
  }

  /** Of questions, only those with a result are kept: a job can be asked hundreds of times. */
  static void endOfJob(Connection tx, Reported reported) throws SQLException {
    LeasedBatch batch = reported.batch();
    boolean undecided =
        reported.reports().stream().allMatch(report -> report.state() == State.SUBMITTED);
    if (batch.job() != null && undecided && !Jobs.isSubmission(batch)) {
      delete(tx, List.of(batch.attempt()));
    } else {
      end(tx, List.of(reported));
    }
  }

  /** Stores the results of attempts. An attempt that has sent nothing was none. */
  static void end(Connection tx, List<Reported> batches) throws SQLException {
    List<Ended> ended = new ArrayList<>();
    List<String> none = new ArrayList<>();
    for (Reported each : batches) {
      AttemptResult result = each.result();
      if (result == null) {
        none.add(each.batch().attempt());
      } else {
        ended.add(new Ended(each.batch().attempt(), result));
      }
    }
    if (!none.isEmpty()) {
      delete(tx, none);
    }
    if (!ended.isEmpty()) {
      write(tx, ended);
    }
  }

  private record Ended(String attempt, AttemptResult result) {}

  private static void write(Connection tx, List<Ended> attempts) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update attempt a set ended_at = clock_timestamp(), outcome = u.outcome,
              exchanges = u.exchanges, refusals = u.refusals
            from unnest(?, ?, ?, ?) as u(id, outcome, exchanges, refusals)
            where a.id = any(?) and u.id = a.id\
            """)) {
      new Columns<>(statement, attempts)
          .text(Ended::attempt)
          .text(each -> each.result().outcome())
          .bytes(each -> Json.write(each.result().exchanges()))
          .bytes(each -> refusals(each.result()));
      new Columns<>(statement, 5, attempts).text(Ended::attempt);
      statement.executeUpdate();
    }
  }

  private static byte @Nullable [] refusals(AttemptResult result) {
    return result.refusals().isEmpty() ? null : Json.write(result.refusals());
  }

  private static void delete(Connection tx, List<String> attempts) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement("delete from attempt where id = any(?)")) {
      new Columns<>(statement, attempts).text(id -> id);
      statement.executeUpdate();
    }
  }
}
