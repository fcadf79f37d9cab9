package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.ClaimedDeliveryBuilder;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.delivery.WorkSearchResult;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the jobs of vendors that are to be asked for their result, and leases their rows, within a
 * claim's transaction. The rows stay submitted meanwhile. If the worker dies, another one asks
 * after the lease: a question changes nothing.
 */
final class Questions {
  private static final String OPEN =
      """
      o.workspace = ? and o.destination = ? and o.state = 'submitted'
      and o.not_before <= statement_timestamp()\
      """;

  private static final String DUE =
      """
      d.id = o.id and d.state = 'submitted' and d.not_before <= statement_timestamp()
      and (d.lease_until is null or d.lease_until < statement_timestamp())\
      """;

  /** A row that is due is looked up by its id, whatever the statistics of the tables say. */
  private static final String OLDEST =
      """
      select d.sent_sync, d.job from open_delivery o
        cross join lateral (
          select d.sent_sync, d.job from delivery d where %s and d.sent_sync <> all(?) offset 0) d
      where %s
      order by o.not_before, o.id limit 1\
      """
          .formatted(DUE, OPEN);

  private final OutcomeRecorder recording;
  private final Supplier<String> attemptIds;
  private final Clock clock;

  Questions(OutcomeRecorder recording, Supplier<String> attemptIds, Clock clock) {
    this.recording = recording;
    this.attemptIds = attemptIds;
    this.clock = clock;
  }

  /**
   * The rows of the job that has waited longest, as far as they are due, locked. They belong to the
   * sync that sent them, even if another one has taken over their records since then. The choice of
   * the job locks nothing, and the rows are locked in the order of their ids, as the ledger locks
   * them. Rows that another instance has leased meanwhile are left out.
   *
   * @param withoutSyncs syncs whose jobs are not asked about
   */
  List<ClaimRow> due(Connection tx, Catalogue.Destination destination, Set<SyncId> withoutSyncs)
      throws SQLException {
    try (PreparedStatement statement = oldest(tx, destination, withoutSyncs);
        ResultSet first = statement.executeQuery()) {
      return first.next()
          ? rows(tx, destination, first.getString("sent_sync"), first.getString("job"))
          : List.of();
    }
  }

  /** Whether a job of another sync is to be asked about. */
  static boolean isAnyDue(
      Connection tx, Catalogue.Destination destination, Set<SyncId> withoutSyncs)
      throws SQLException {
    try (PreparedStatement statement = oldest(tx, destination, withoutSyncs);
        ResultSet first = statement.executeQuery()) {
      return first.next();
    }
  }

  private static PreparedStatement oldest(
      Connection tx, Catalogue.Destination destination, Set<SyncId> withoutSyncs)
      throws SQLException {
    PreparedStatement statement = tx.prepareStatement(OLDEST);
    new Columns<>(statement, 1, withoutSyncs).text(SyncId::value);
    statement.setString(2, destination.workspace().value());
    statement.setString(3, destination.id().value());
    return statement;
  }

  private List<ClaimRow> rows(
      Connection tx, Catalogue.Destination destination, String sync, String job)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with locked as (
              select d.* from (select o.id from open_delivery o where %s order by o.id offset 0) o
                cross join lateral (
                  select %s from delivery d left join delivery p on p.id = d.parent
                  where %s and d.sent_sync = ? and d.job = ?
                  for update of d) d)
            select * from locked order by job_item, id\
            """
                .formatted(OPEN, ClaimRow.SENT_COLUMNS, DUE))) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      statement.setString(3, sync);
      statement.setString(4, job);
      List<ClaimRow> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(ClaimRow.of(rows, 1, "", clock.instant()));
        }
      }
      return found;
    }
  }

  /** Leases the rows of a job; cancels them if their sync is deleted. */
  WorkSearchResult take(Connection tx, Catalogue catalogue, List<ClaimRow> rows)
      throws SQLException {
    List<ClaimedDelivery> asked = rows.stream().map(row -> sameAttempt(row.claimed())).toList();
    Catalogue.Sync sync = catalogue.sync(asked.getFirst().sync()).orElse(null);
    if (sync == null) {
      if (!catalogue.cannotRead(asked.getFirst().sync())) {
        recording.cancelled(tx, asked);
        return new WorkSearchResult.NotSent();
      }
      return new WorkSearchResult.Nothing();
    }
    String attempt = attemptIds.get();
    lease(tx, asked);
    Attempts.begin(tx, sync, asked.size(), attempt, true);
    return new WorkSearchResult.Taken(new LeasedBatch(attempt, sync, asked, false), true);
  }

  /** A question is no further attempt. */
  private static ClaimedDelivery sameAttempt(ClaimedDelivery row) {
    return ClaimedDeliveryBuilder.builder(row).attempt(row.attempt() - 1).build();
  }

  private static void lease(Connection tx, List<ClaimedDelivery> rows) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery d set fence = d.fence + 1,
              lease_until = statement_timestamp() + make_interval(secs => ?)
            where d.id = any(?)\
            """)) {
      statement.setDouble(1, BatchSender.LEASE.toSeconds());
      new Columns<>(statement, 2, rows).text(ClaimedDelivery::id);
      statement.executeUpdate();
    }
  }
}
