package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.ClaimedDeliveryBuilder;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.delivery.WorkSearchResult;
import dev.tributary.destinations.postgres.Housekeeping;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.RecordedJob.Step;
import dev.tributary.destinations.protocol.RecordedJobBuilder;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The recorded jobs of the ledger, within a transaction. Their rows are submitted, and never due by
 * themselves: the job is due. A worker has a job while its lease lasts. A change names the fence of
 * its lease, so a late worker changes nothing.
 */
final class Jobs {
  private static final String JOB = "job_";

  /**
   * Without a question about it, a job counts as open for so long: its destination may be paused,
   * and the vendor works on.
   */
  private static final Duration SLOT = Duration.ofHours(1);

  private final OutcomeRecorder recording;
  private final Supplier<String> attemptIds;
  private final Clock clock;

  Jobs(OutcomeRecorder recording, Supplier<String> attemptIds, Clock clock) {
    this.recording = recording;
    this.attemptIds = attemptIds;
    this.clock = clock;
  }

  /** A job is named by the attempt that submits it. */
  private static String idOf(String attempt) {
    return JOB + attempt.substring(Housekeeping.ATTEMPT.length());
  }

  /** Whether this attempt has submitted the recorded job of its rows. */
  static boolean isSubmission(LeasedBatch batch) {
    RecordedJob job = batch.recorded();
    return job != null && job.id().equals(idOf(batch.attempt()));
  }

  /**
   * Records a job of rows in flight, with a lease for the worker that has them. The caller rolls
   * back if the result is empty.
   *
   * @throws NoSlot if the account has as many open jobs as it may
   */
  Optional<LeasedBatch> begin(
      Connection tx, LeasedBatch batch, Duration deadline, JobLog.Account account)
      throws SQLException {
    String id = idOf(batch.attempt());
    List<ClaimedDelivery> rows = batch.rows();
    if (submit(tx, id, rows) < rows.size()) {
      return Optional.empty();
    }
    ClaimedDelivery first = rows.getFirst();
    if (account.openJobs() > 0) {
      requireSlot(tx, first, account);
    }
    Operation operation = first.removal() ? Operation.REMOVE : Operation.WRITE;
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into job (id, workspace, destination, sync, object, operation, step, lease_until,
              deadline_at, deliveries, account, slot_until)
            values (?, ?, ?, ?, ?, ?, ?, statement_timestamp() + make_interval(secs => ?),
              statement_timestamp() + make_interval(secs => ?), ?, ?,
              statement_timestamp() + make_interval(secs => ?))
            returning %s\
            """
                .formatted(COLUMNS))) {
      statement.setString(1, id);
      statement.setString(2, first.key().workspace().value());
      statement.setString(3, first.key().destination().value());
      statement.setString(4, batch.sync().id().value());
      statement.setString(5, first.object());
      statement.setString(6, operation.name().toLowerCase(Locale.ROOT));
      statement.setString(7, Step.SUBMITTING.wireName());
      statement.setDouble(8, BatchSender.JOB_LEASE.toSeconds());
      statement.setDouble(9, deadline.toMillis() / 1e3);
      new Columns<>(statement, 10, rows).text(ClaimedDelivery::id);
      statement.setString(11, account.name());
      statement.setDouble(12, SLOT.toSeconds());
      try (ResultSet job = statement.executeQuery()) {
        job.next();
        RecordedJob recorded = job(job, false);
        return Optional.of(
            new LeasedBatch(
                batch.attempt(), batch.sync(), inJob(rows, recorded), batch.retry(), recorded));
      }
    }
  }

  /** An account has as many open jobs as it may. The transaction is rolled back. */
  static final class NoSlot extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int open;

    NoSlot(int open) {
      super("The account has %d open jobs".formatted(open));
      this.open = open;
    }

    String words() {
      return "The account has %d open jobs, which is its limit".formatted(open);
    }
  }

  /** Of all instances, one at a time begins a job of an account: the number has no row to lock. */
  private static void requireSlot(Connection tx, ClaimedDelivery first, JobLog.Account account)
      throws SQLException {
    WorkspaceId workspace = first.key().workspace();
    try (PreparedStatement lock =
        tx.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 37))")) {
      lock.setString(1, account.name());
      lock.execute();
    }
    int open = open(tx, workspace, first.key().destination(), account.name());
    if (open >= account.openJobs()) {
      throw new NoSlot(open);
    }
  }

  /**
   * How many jobs of an account are open, of all workspaces. The jobs of a destination count under
   * each name that its account has had.
   */
  static int open(Connection tx, WorkspaceId workspace, DestinationId destination, String account)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select count(*) from job
            where (account = ? or workspace = ? and destination = ?)
              and slot_until > statement_timestamp()\
            """)) {
      statement.setString(1, account);
      statement.setString(2, workspace.value());
      statement.setString(3, destination.value());
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  private static List<ClaimedDelivery> inJob(List<ClaimedDelivery> rows, RecordedJob job) {
    return IntStream.range(0, rows.size())
        .mapToObj(i ->
            ClaimedDeliveryBuilder.builder(rows.get(i))
                .job(job.id())
                .jobItem(i)
                .submittedAt(job.begunAt())
                .build())
        .toList();
  }

  /** Returns how many rows are in the job now. */
  private static int submit(Connection tx, String id, List<ClaimedDelivery> rows)
      throws SQLException {
    List<Integer> inOrder =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparing(i -> rows.get(i).id()))
            .toList();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with u as (
              select * from unnest(?, ?, ?, ?, ?) as u(id, fence, item, sent_as, sync) order by id)
            update delivery d set state = 'submitted', reason = '%s', field = null, words = null,
              job = ?, job_item = u.item, submitted_at = statement_timestamp(),
              sent_as = u.sent_as, sent_sync = u.sync, not_before = 'infinity',
              lease_until = null, changed_at = clock_timestamp(),
              changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
            from u where d.id = u.id and d.fence = u.fence and d.state = 'in-flight'\
            """
                .formatted(AttemptReport.SUBMITTED))) {
      new Columns<>(statement, inOrder)
          .text(i -> rows.get(i).id())
          .longs(i -> rows.get(i).fence())
          .ints(i -> i)
          .text(i -> rows.get(i).event() ? null : rows.get(i).key().value())
          .text(i -> rows.get(i).sync().value());
      statement.setString(6, id);
      return statement.executeUpdate();
    }
  }

  private static final String COLUMNS =
      """
      id, step, vendor_job, words, unreadable, fence, not_before, begun_at, deadline_at,
      deliveries\
      """;

  private static RecordedJob job(ResultSet row, boolean abandoned) throws SQLException {
    return RecordedJobBuilder.builder()
        .id(row.getString("id"))
        .step(Step.named(row.getString("step")))
        .vendorJob(row.getString("vendor_job"))
        .begunAt(row.getTimestamp("begun_at").toInstant())
        .deadlineAt(row.getTimestamp("deadline_at").toInstant())
        .unreadable(row.getInt("unreadable"))
        .abandoned(abandoned)
        .notBefore(row.getTimestamp("not_before").toInstant())
        .words(row.getString("words"))
        .fence(row.getLong("fence"))
        .build();
  }

  /** Returns whether the worker still has the job. */
  static boolean record(Connection tx, RecordedJob job) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update job set step = ?, vendor_job = ?, words = ?, unreadable = ?,
              lease_until = statement_timestamp() + make_interval(secs => ?),
              slot_until = statement_timestamp() + make_interval(secs => ?)
            where id = ? and fence = ? and lease_until is not null\
            """)) {
      statement.setString(1, job.step().wireName());
      statement.setString(2, job.vendorJob());
      statement.setString(3, job.words());
      statement.setInt(4, job.unreadable());
      statement.setDouble(5, BatchSender.JOB_LEASE.toSeconds());
      statement.setDouble(6, SLOT.toSeconds());
      statement.setString(7, job.id());
      statement.setLong(8, job.fence());
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Ends the lease of a job. The job is deleted if no rows stay in it.
   *
   * @param leaving how many rows have a result now
   * @return whether the worker still has the job
   */
  static boolean release(Connection tx, LeasedBatch batch, RecordedJob job, int leaving)
      throws SQLException {
    boolean ends = leaving == batch.rows().size();
    try (PreparedStatement statement =
        tx.prepareStatement(
            ends
                ? "delete from job where id = ? and fence = ?"
                : """
                update job set lease_until = null, not_before = ?, words = ?,
                  slot_until = greatest(?, statement_timestamp()) + make_interval(secs => ?)
                where id = ? and fence = ?\
                """)) {
      int column = 1;
      if (!ends) {
        statement.setTimestamp(column++, Timestamp.from(job.notBefore()));
        statement.setString(column++, job.words());
        statement.setTimestamp(column++, Timestamp.from(job.notBefore()));
        statement.setDouble(column++, SLOT.toSeconds());
      }
      statement.setString(column++, job.id());
      statement.setLong(column, job.fence());
      return statement.executeUpdate() == 1;
    }
  }

  /** A job that is due, locked and leased; also one whose worker has stopped. */
  private record Due(RecordedJob job, SyncId sync, List<String> deliveries) {}

  /**
   * Leases the job that has waited longest, and its rows. They belong to the sync that sent them,
   * even if another one has taken over their records since then. The rows of a job whose sync is
   * deleted are cancelled.
   *
   * @param withoutSyncs syncs whose jobs wait
   */
  WorkSearchResult take(
      Connection tx,
      Catalogue.Destination destination,
      Set<SyncId> withoutSyncs,
      Definitions definitions)
      throws SQLException {
    Optional<Due> found = due(tx, destination, withoutSyncs);
    if (found.isEmpty()) {
      return new WorkSearchResult.Nothing();
    }
    Due due = found.get();
    List<ClaimRow> claimed = rows(tx, due);
    Catalogue catalogue = definitions.of(claimed);
    Catalogue.Sync sync = catalogue.sync(due.sync()).orElse(null);
    List<ClaimedDelivery> rows = claimed.stream().map(ClaimRow::claimed).toList();
    if (catalogue.cannotRead(due.sync())) {
      return new WorkSearchResult.NotSent();
    }
    if (sync == null || rows.isEmpty()) {
      if (!rows.isEmpty()) {
        recording.cancelled(tx, rows);
      }
      delete(tx, due.job());
      return new WorkSearchResult.NotSent();
    }
    String attempt = attemptIds.get();
    Attempts.beginQuestion(tx, sync, rows.size(), attempt);
    return new WorkSearchResult.Taken(new LeasedBatch(attempt, sync, rows, false, due.job()), true);
  }

  /** Reads definitions that contain the syncs of rows. */
  @FunctionalInterface
  interface Definitions {
    Catalogue of(List<ClaimRow> rows) throws SQLException;
  }

  /** Whether a job of another sync is to be continued. */
  static boolean isAnyDue(
      Connection tx, Catalogue.Destination destination, Set<SyncId> withoutSyncs)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select from job where workspace = ? and destination = ? and sync <> all(?)
              and not_before <= statement_timestamp()
              and (lease_until is null or lease_until < statement_timestamp())
            order by not_before limit 1\
            """)) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      new Columns<>(statement, 3, withoutSyncs).text(SyncId::value);
      try (ResultSet first = statement.executeQuery()) {
        return first.next();
      }
    }
  }

  private static Optional<Due> due(
      Connection tx, Catalogue.Destination destination, Set<SyncId> withoutSyncs)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with due as (
              select id as due_id, lease_until is not null as abandoned from job
              where workspace = ? and destination = ? and sync <> all(?)
                and not_before <= statement_timestamp()
                and (lease_until is null or lease_until < statement_timestamp())
              order by not_before, id limit 1 for update skip locked)
            update job set fence = fence + 1,
              lease_until = statement_timestamp() + make_interval(secs => ?)
            from due where id = due_id
            returning abandoned, sync, %s\
            """
                .formatted(COLUMNS))) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      new Columns<>(statement, 3, withoutSyncs).text(SyncId::value);
      statement.setDouble(4, BatchSender.JOB_LEASE.toSeconds());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Array deliveries = row.getArray("deliveries");
        return Optional.of(
            new Due(
                job(row, row.getBoolean("abandoned")),
                new SyncId(row.getString("sync")),
                List.of((String[]) deliveries.getArray())));
      }
    }
  }

  /** The rows that are still in the job, in the order of the submission. */
  private List<ClaimRow> rows(Connection tx, Due due) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select %s from delivery d left join delivery p on p.id = d.parent
            where d.id = any(?) and d.state = 'submitted' and d.job = ?
            order by d.job_item\
            """
                .formatted(ClaimRow.SENT_COLUMNS))) {
      new Columns<>(statement, 1, due.deliveries()).text(id -> id);
      statement.setString(2, due.job().id());
      List<ClaimRow> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(ClaimRow.of(rows, 0, "", clock.instant()));
        }
      }
      return found;
    }
  }

  private static void delete(Connection tx, RecordedJob job) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement("delete from job where id = ?")) {
      statement.setString(1, job.id());
      statement.executeUpdate();
    }
  }
}
