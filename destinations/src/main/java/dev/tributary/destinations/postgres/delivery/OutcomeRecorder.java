package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.delivery.DeliveryOutcomeBuilder;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.AttemptIds;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the new states of rows, and their outcomes to the outbox. */
final class OutcomeRecorder {
  private final Clock clock;

  OutcomeRecorder(Clock clock) {
    this.clock = clock;
  }

  /**
   * The result of a batch for its rows.
   *
   * @param due whether rows are due by this
   * @param delivered the number of rows that the destination confirmed
   * @param accepted the number of rows that it received, and never confirms
   * @param failed the number of rows that it did not accept, and that are not sent again by
   *     themselves
   */
  record Recorded(boolean due, long delivered, long accepted, long failed) {}

  /**
   * A row whose desired content changed while it was in flight is due again, whatever the answer
   * was, unless it waits for its next attempt or for the result of its job anyway. Without an
   * answer, or if the vendor has lost the record, the content at the destination is unknown. The
   * hashes of the fields at the destination describe the delivered content. After refusals without
   * names, and after the refusal of a record that was only received before, they describe none:
   * they only tell which fields the destination has had. The time that a row has spent in a job is
   * no time of attempts, so the first attempt of a row that leaves the job is so much later.
   *
   * @param before the state of the rows: the report of an attempt does not end a job that another
   *     report of it has stored
   * @param question the attempt that asked for the result of a job: it becomes an attempt of the
   *     rows that have a result; null for others
   */
  Recorded rows(Connection tx, List<AttemptReport> reports, State before, @Nullable String question)
      throws SQLException {
    boolean due;
    long delivered;
    long accepted;
    long failed;
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with u as (
              select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as u(id, fence, state, reason, field, words, not_before, vendor_id, counted, batch,
                  job, job_item, known_as, sync, gone, settles_at)
              order by id),
            changed as (
              update delivery d set
                state = case when d.version <> d.sent_version
                    and u.state not in ('retrying', 'submitted')
                  then 'pending' else u.state end,
                reason = u.reason, field = u.field, words = u.words,
                attempt = case when d.version <> d.sent_version and u.state <> 'submitted' then 0
                  when u.counted then d.attempt else d.attempt - 1 end,
                first_attempt_at = case
                  when d.version <> d.sent_version and u.state <> 'submitted'
                    or (d.attempt <= 1 and not u.counted)
                    or u.state in ('delivered', 'accepted') then null
                  when u.state in ('pending', 'retrying') and d.submitted_at is not null
                    then d.first_attempt_at + (statement_timestamp() - d.submitted_at)
                  else d.first_attempt_at end,
                not_before = case when d.version <> d.sent_version
                    and u.state not in ('retrying', 'submitted')
                  then greatest(clock_timestamp(), to_timestamp(u.settles_at / 1e6), d.settles_at)
                  else coalesce(to_timestamp(u.not_before / 1e6),
                    case when d.not_before < 'infinity' then d.not_before
                      else clock_timestamp() end) end,
                settles_at = coalesce(to_timestamp(u.settles_at / 1e6), d.settles_at),
                batch = case when d.version <> d.sent_version and u.state <> 'submitted'
                    or u.state in ('delivered', 'accepted') then null
                  else u.batch end,
                job = u.job,
                job_item = u.job_item,
                submitted_at = case when u.state = 'submitted'
                  then coalesce(d.submitted_at, statement_timestamp()) end,
                sent_sync = case when u.state = 'submitted' then u.sync end,
                attempt_ids = case when ?::bytea is null or u.state = 'submitted' then d.attempt_ids
                  else %6$s end,
                sent_as = case when u.state = 'submitted' then coalesce(d.sent_as, u.known_as) end,
                vendor_id = coalesce(u.vendor_id, d.vendor_id),
                delivered_version = case when u.state in ('delivered', 'accepted') then d.sent_version
                  else d.delivered_version end,
                delivered_hash = case when u.state in ('delivered', 'accepted') then d.sent_hash
                  when u.reason in ('%1$s', '%5$s') or u.gone and d.delivered_hash <> '%4$s' then '%2$s'
                  else d.delivered_hash end,
                delivered_fields = case
                  when u.reason = '%3$s' or u.state = 'rejected' and not d.confirmed and not u.gone
                    then overlay(coalesce(d.delivered_fields, '')
                      placing '\\x0000000000000000'::bytea from 1)
                  when u.state not in ('delivered', 'accepted')
                    then case when u.gone then '' else d.delivered_fields end
                  when d.version <> d.sent_version then coalesce(d.sent_fields, d.delivered_fields)
                  end,
                sent_fields = case when u.state = 'submitted' then d.sent_fields end,
                sent_hash = case when u.state = 'submitted' then d.sent_hash end,
                sent_version = case when u.state in ('delivered', 'accepted') then null
                  else d.sent_version end,
                confirmed = case when u.state in ('delivered', 'accepted')
                  then u.state = 'delivered' else d.confirmed end,
                delivered_as = case when u.state in ('delivered', 'accepted') then u.known_as
                  else d.delivered_as end,
                former_keys = case when u.state in ('delivered', 'accepted') then null
                  else d.former_keys end,
                delivered_at = case when u.state in ('delivered', 'accepted')
                  then clock_timestamp() else d.delivered_at end,
                content = case when d.is_event and u.state in ('delivered', 'accepted') then null
                  else d.content end,
                lease_until = null,
                changed_at = case when d.state = 'submitted' and u.state = 'submitted'
                  then d.changed_at else clock_timestamp() end,
                changed_hour_at = case when d.state = 'submitted' and u.state = 'submitted'
                  then d.changed_hour_at else date_trunc('hour', clock_timestamp(), 'UTC') end
              from u where d.id = u.id and d.fence = u.fence
                and d.state = ?
              returning d.state, u.state as reported)
            select coalesce(bool_or(state = 'pending'), false),
              count(*) filter (where reported = 'delivered'),
              count(*) filter (where reported = 'accepted'),
              count(*) filter (where reported in ('rejected', 'uncertain', 'dead'))
            from changed\
            """
                .formatted(
                    AttemptReport.NO_ANSWER,
                    Content.UNKNOWN,
                    AttemptReport.PARTLY_REFUSED,
                    Content.ABSENT,
                    AttemptReport.RESULT_UNKNOWN,
                    AttemptIds.APPENDED))) {
      new Columns<>(statement, reports)
          .text(report -> report.row().id())
          .longs(report -> report.row().fence())
          .text(report -> report.state().wireName())
          .text(AttemptReport::reason)
          .text(AttemptReport::field)
          .text(AttemptReport::words)
          .times(AttemptReport::notBefore)
          .text(AttemptReport::vendorId)
          .flags(AttemptReport::counted)
          .text(AttemptReport::batch)
          .text(AttemptReport::job)
          .optionalLongs(OutcomeRecorder::jobItem)
          .text(report -> report.row().event() ? null : report.row().key().value())
          .text(report -> report.row().sync().value())
          .flags(AttemptReport::gone)
          .times(AttemptReport::settlesAt);
      byte[] asked = question == null ? null : AttemptIds.stored(question);
      statement.setBytes(17, asked);
      statement.setBytes(18, asked);
      statement.setString(19, before.wireName());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        due = rows.getBoolean(1);
        delivered = rows.getLong(2);
        accepted = rows.getLong(3);
        failed = rows.getLong(4);
      }
    }
    due |= release(tx, reports.stream().filter(report -> report.vendorId() != null).toList());
    due |= LeftMatchValues.sendAgain(tx, leftMatchValues(reports));
    return new Recorded(due, delivered, accepted, failed);
  }

  /** The vendor has lost the records of rows in a job. */
  static void lost(Connection tx, List<ClaimedDelivery> rows) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with u as (select * from unnest(?, ?) as u(id, fence) order by id)
            update delivery d set delivered_fields = '',
              delivered_hash = case when d.delivered_hash <> '%s' then '%s'
                else d.delivered_hash end
            from u where d.id = u.id and d.fence = u.fence and d.state = 'submitted'\
            """
                .formatted(Content.ABSENT, Content.UNKNOWN))) {
      new Columns<>(statement, rows).text(ClaimedDelivery::id).longs(ClaimedDelivery::fence);
      statement.executeUpdate();
    }
  }

  private static @Nullable Long jobItem(AttemptReport report) {
    Integer item = report.jobItem();
    return item == null ? null : item.longValue();
  }

  /**
   * Releases the memberships that waited for the ids of these records at the vendor. A statement of
   * its own is necessary: it also sees memberships that another transaction inserted while the
   * first statement waited for its lock.
   */
  private static boolean release(Connection tx, List<AttemptReport> named) throws SQLException {
    if (named.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery c set not_before = clock_timestamp(), state = 'pending',
              reason = null, words = null
            from delivery r where r.id = any(?) and r.vendor_id is not null and c.parent = r.id
              and c.not_before = 'infinity' and c.state in ('pending', 'withheld')\
            """)) {
      new Columns<>(statement, named).text(report -> report.row().id());
      return statement.executeUpdate() > 0;
    }
  }

  /** The other match values by which the destination knew records until now, or may have. */
  private static List<RecordKey> leftMatchValues(List<AttemptReport> reports) {
    List<RecordKey> left = new ArrayList<>();
    for (AttemptReport report : reports) {
      RecordKey key = report.row().key();
      if (report.state().isDone()) {
        report.row().formerMatchValues().forEach(value -> left.add(key.named(value)));
      }
    }
    return left;
  }

  /**
   * Withholds rows, because a purpose is not allowed, and the memberships of records that are not
   * at the destination.
   */
  void withheld(Connection tx, List<ClaimedDelivery> rows, Map<String, String> purposes)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with u as (select * from unnest(?, ?) as u(id, purpose)),
            theirs as (
              select id, purpose from u
              union all
              select m.id, u.purpose from u join delivery m on m.parent = u.id
              where m.state = 'pending' and m.not_before = 'infinity')
            update delivery d set state = 'withheld', reason = 'consent', field = null,
              words = theirs.purpose, batch = null, changed_at = clock_timestamp(),
              changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
            from theirs where d.id = theirs.id\
            """)) {
      new Columns<>(statement, rows)
          .text(ClaimedDelivery::id)
          .text(row -> Objects.requireNonNull(purposes.get(row.id())));
      statement.executeUpdate();
    }
    OutcomeOutbox.put(
        tx, rows.stream().map(row -> outcome(row, State.WITHHELD, "consent", 0)).toList());
  }

  /**
   * Cancels rows whose sync is deleted: they are not sent any more. Nobody can ask for the result
   * of a job any more that has some of them, so the destination may have what was sent. Another
   * sync that has taken over such a row since then sends it.
   */
  void cancelled(Connection tx, List<ClaimedDelivery> rows) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery set
              state = case when state = 'submitted' and sync <> sent_sync then 'pending' else 'dead' end,
              reason = case when state = 'submitted' and sync <> sent_sync then null
                else 'sync-deleted' end,
              attempt = case when state = 'submitted' and sync <> sent_sync then 0 else attempt end,
              first_attempt_at = case when state = 'submitted' and sync <> sent_sync then null
                else first_attempt_at end,
              batch = case when state = 'submitted' then null else batch end,
              delivered_hash = case when state = 'submitted' then '%s' else delivered_hash end,
              words = null, fence = fence + 1, lease_until = null, job = null, job_item = null,
              submitted_at = null, sent_as = null, sent_sync = null, sent_fields = null,
              not_before = case when state = 'submitted' and not_before = 'infinity'
                then clock_timestamp() else not_before end,
              changed_at = clock_timestamp(),
              changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
            where id = any(?)\
            """
                .formatted(Content.UNKNOWN))) {
      new Columns<>(statement, rows).text(ClaimedDelivery::id);
      statement.executeUpdate();
    }
    OutcomeOutbox.put(
        tx,
        rows.stream().map(row -> outcome(row, State.DEAD, "sync-deleted", row.attempt())).toList());
  }

  /** Puts the outcomes to the outbox, without rows in a job: they have no outcome yet. */
  void outcomes(Connection tx, List<AttemptReport> reports) throws SQLException {
    List<OutcomeOutbox.Outcome> outcomes = new ArrayList<>(reports.size());
    for (AttemptReport report : reports) {
      if (report.state() != State.SUBMITTED) {
        outcomes.add(
            outcome(report.row(), report.state(), report.reason(), report.row().attempt()));
      }
    }
    OutcomeOutbox.put(tx, outcomes);
  }

  private OutcomeOutbox.Outcome outcome(
      ClaimedDelivery row, State state, @Nullable String reason, int attempt) {
    Instant now = clock.instant();
    String owner = row.owner();
    return new OutcomeOutbox.Outcome(
        DeliveryOutcomeBuilder.builder()
            .workspace(row.key().workspace())
            .delivery(row.id())
            .destination(row.key().destination())
            .sync(row.sync())
            .record(row.id())
            .profile(owner != null && owner.startsWith(Ids.PROFILE) ? new ProfileId(owner) : null)
            .attempt(attempt)
            .outcome(state.wireName())
            .reason(reason)
            .at(now)
            .latencyMillis(Duration.between(row.origin().rootReceivedAt(), now).toMillis())
            .build(),
        row.origin().rootEvent(),
        row.origin().rootReceivedAt(),
        row.origin().cause());
  }
}
