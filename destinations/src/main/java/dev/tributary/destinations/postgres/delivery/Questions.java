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
  /** Of a question, at most this number of rows is read for each row that a batch can have. */
  private static final int READ_PER_ROW = 20;

  /** Submitted rows that are due, oldest first, planned by themselves as in {@link LaneSearch}. */
  private static final String OPEN =
      """
      (select o.id, o.not_before from open_delivery o
        where o.workspace = ? and o.destination = ? and o.state = 'submitted'
          and o.not_before <= statement_timestamp() %s
        order by o.not_before, o.id %s) o\
      """;

  private static final String DUE =
      """
      d.id = o.id and d.state = 'submitted' and d.not_before <= statement_timestamp()
      and (d.lease_until is null or d.lease_until < statement_timestamp())\
      """;

  private static final String OLDEST =
      """
      select o.not_before, o.id, d.sent_sync, d.job from %s
        cross join lateral (
          select d.sent_sync, d.job from delivery d where %s and d.sent_sync <> all(?) offset 0) d
      order by o.not_before, o.id limit 1\
      """
          .formatted(OPEN.formatted("", "offset 0"), DUE);

  /** The rows are found without locks, and locked in the order of their ids. */
  private static final String ROWS =
      """
      with locked as (
        select d.* from (
          select o.id from %1$s
            cross join lateral (
              select from delivery d where %2$s and d.sent_sync = ? and d.job = ? offset 0) d
          order by o.id offset 0) o
        cross join lateral (
          select %3$s from delivery d left join delivery p on p.id = d.parent
          where %2$s and d.sent_sync = ? and d.job = ?
          for update of d) d)
      select * from locked order by job_item, id\
      """
          .formatted(
              OPEN.formatted("and (o.not_before, o.id) >= (?, ?)", "limit ?"),
              DUE,
              ClaimRow.SENT_COLUMNS);

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
   * <p>The rows of a job are due at about the same time. So only a bounded number of rows is read
   * from the oldest row of the job on, because a destination can have many jobs that are due. Rows
   * of the job behind them belong to a later question.
   *
   * @param withoutSyncs syncs whose jobs are not asked about
   */
  List<ClaimRow> due(Connection tx, Catalogue.Destination destination, Set<SyncId> withoutSyncs)
      throws SQLException {
    try (PreparedStatement statement = oldest(tx, destination, withoutSyncs);
        ResultSet first = statement.executeQuery()) {
      return first.next() ? rows(tx, destination, first) : List.of();
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
    statement.setString(1, destination.workspace().value());
    statement.setString(2, destination.id().value());
    new Columns<>(statement, 3, withoutSyncs).text(SyncId::value);
    return statement;
  }

  private List<ClaimRow> rows(Connection tx, Catalogue.Destination destination, ResultSet first)
      throws SQLException {
    String sync = first.getString("sent_sync");
    String job = first.getString("job");
    try (PreparedStatement statement = tx.prepareStatement(ROWS)) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      statement.setTimestamp(3, first.getTimestamp("not_before"));
      statement.setString(4, first.getString("id"));
      statement.setInt(5, READ_PER_ROW * destination.connector().manifest().largestBatch());
      statement.setString(6, sync);
      statement.setString(7, job);
      statement.setString(8, sync);
      statement.setString(9, job);
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
    Attempts.beginQuestion(tx, sync, asked.size(), attempt);
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
