package dev.tributary.destinations.postgres.reconciliation;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.reconciliation.LookupQuestion;
import dev.tributary.destinations.reconciliation.LookupQuestionBuilder;
import dev.tributary.destinations.reconciliation.LookupQuestions;
import dev.tributary.destinations.reconciliation.UncertainRecord;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The questions about uncertain deliveries. Thread-safe. */
public final class PostgresLookupQuestions implements LookupQuestions {
  private static final int AT_ONCE = 500;

  /** A request takes less than half of it. */
  private static final String LEASE = "2 minutes";

  /**
   * A delivery that became uncertain because its destination has another account is left out: the
   * other account says nothing about it. A delivery that is uncertain again has a new question.
   */
  private static final String NOTE =
      """
      with part as (
        select o.id from open_delivery o
        where o.workspace = ? and o.destination = ? and o.state = 'uncertain' and o.id > ?
        order by o.id limit ?),
      noted as (
        insert into lookup_question (delivery, workspace, destination, sync, version, since,
          not_before)
        select d.id, d.workspace, d.destination, d.sync, d.version, d.changed_at,
          greatest(d.changed_at, d.settles_at) + make_interval(secs => ?)
        from part join delivery d on d.id = part.id
        where d.state = 'uncertain' and not d.is_event and d.parent is null
          and d.object = any(?) and d.reason in ('%s', '%s')
          and d.sent_version = d.version
          and not exists (select from lookup_question q
            where q.delivery = d.id and q.since = d.changed_at)
        order by d.id
        on conflict (delivery) do update set sync = excluded.sync, since = excluded.since,
          resent = case when lookup_question.version = excluded.version
            then lookup_question.resent else 0 end,
          version = excluded.version, asked = 0, failures = 0, done = false,
          fence = lookup_question.fence + 1, lease_until = null,
          not_before = excluded.not_before, changed_at = clock_timestamp()
        where lookup_question.since <> excluded.since)
      select max(id), count(*) from part\
      """
          .formatted(AttemptReport.NO_ANSWER, AttemptReport.RESULT_UNKNOWN);

  /** Reads one entry of the index for each destination, and then one due question of one. */
  private static final String LEASED =
      """
      with recursive place as (
        (select q.workspace, q.destination from lookup_question q where not q.done
          order by q.destination limit 1)
        union all
        select n.workspace, n.destination from place p cross join lateral (
          select q.workspace, q.destination from lookup_question q
          where not q.done and q.destination > p.destination
          order by q.destination limit 1) n),
      open as materialized (
        select p.destination from place p
        where p.destination <> all(?) and not exists (select from pause x
          where x.workspace = p.workspace and x.kind = 'destination' and x.id = p.destination)
        order by p.destination > ? desc, p.destination),
      due as materialized (
        select d.delivery from open cross join lateral (
          select q.delivery from lookup_question q
          where q.destination = open.destination and not q.done
            and q.not_before <= statement_timestamp()
            and (q.lease_until is null or q.lease_until < statement_timestamp())
          order by q.not_before limit 1 for update of q skip locked) d
        limit 1)
      update lookup_question set lease_until = clock_timestamp() + interval '%s',
        fence = fence + 1, changed_at = clock_timestamp()
      where delivery = (select delivery from due)
      returning delivery, workspace, destination, sync, version, since, asked, resent, failures,
        fence\
      """
          .formatted(LEASE);

  /** A delivery that a user has sent again, or that is uncertain again, is another question. */
  private static final String UNCERTAIN =
      " d.id = ? and d.workspace = ? and d.state = 'uncertain' and d.version = ?"
          + " and d.changed_at = ?";

  private static final String RECORD =
      "select d.space, d.record_key, d.sync, d.content, d.hash = '%s' as removed, d.vendor_id,"
              .formatted(Content.ABSENT)
          + " d.delivered_as, d.delivered_version is not null or d.delivered_as is not null"
          + " or d.former_keys is not null as known, d.former_keys is not null as renamed,"
          + " d.reason = '%s' as in_job".formatted(AttemptReport.RESULT_UNKNOWN)
          + " from delivery d where"
          + UNCERTAIN;

  private static final String AGAIN =
      """
      with again as (
        update delivery d set state = 'pending', attempt = 0, first_attempt_at = null, batch = null,
          reason = null, field = null, words = null, vendor_id = coalesce(d.vendor_id, ?),
          not_before = greatest(clock_timestamp(), d.settles_at),
          changed_at = clock_timestamp(),
          changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
        where\
      """
          + UNCERTAIN
          + " returning d.destination)\nselect pg_notify(?, destination) from again";

  private final DataSource worker;

  public PostgresLookupQuestions(DataSource worker) {
    this.worker = worker;
  }

  private interface Work<T extends @Nullable Object> {
    T in(Connection tx) throws SQLException;
  }

  private <T extends @Nullable Object> T inTransaction(Work<T> work) {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        T result = work.in(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        tx.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The question cannot be stored", e);
    }
  }

  @Override
  public @Nullable String note(
      WorkspaceId workspace,
      DestinationId destination,
      List<String> objects,
      String after,
      Duration first) {
    return inTransaction(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(NOTE)) {
        statement.setString(1, workspace.value());
        statement.setString(2, destination.value());
        statement.setString(3, after);
        statement.setInt(4, AT_ONCE);
        statement.setDouble(5, first.toMillis() / 1e3);
        statement.setArray(6, tx.createArrayOf("text", objects.toArray()));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getInt(2) < AT_ONCE ? null : row.getString(1);
        }
      }
    });
  }

  @Override
  public Optional<LookupQuestion> lease(String after, Collection<DestinationId> without) {
    return inTransaction(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(LEASED)) {
        Object[] left = without.stream().map(DestinationId::value).toArray();
        statement.setArray(1, tx.createArrayOf("text", left));
        statement.setString(2, after);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() ? Optional.of(question(row)) : Optional.empty();
        }
      }
    });
  }

  private static LookupQuestion question(ResultSet row) throws SQLException {
    return LookupQuestionBuilder.builder()
        .delivery(row.getString(1))
        .workspace(new WorkspaceId(row.getString(2)))
        .destination(new DestinationId(row.getString(3)))
        .sync(new SyncId(row.getString(4)))
        .version(row.getLong(5))
        .since(row.getTimestamp(6).toInstant())
        .asked(row.getInt(7))
        .resent(row.getInt(8))
        .failures(row.getInt(9))
        .fence(row.getLong(10))
        .build();
  }

  @Override
  public Optional<UncertainRecord> record(LookupQuestion question) {
    return inTransaction(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(RECORD)) {
        bind(statement, 1, question);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() ? record(row) : Optional.empty();
        }
      }
    });
  }

  /**
   * A removal with several match values concerns more than one record. A search by the match value
   * says nothing about a removal by the vendor's id.
   */
  private static Optional<UncertainRecord> record(ResultSet row) throws SQLException {
    boolean removed = row.getBoolean("removed");
    byte[] content = row.getBytes("content");
    boolean byId = row.getString("vendor_id") != null;
    if ((content == null && !removed) || (removed && (byId || row.getBoolean("renamed")))) {
      return Optional.empty();
    }
    String key = row.getString("record_key");
    String delivered = row.getString("delivered_as");
    return Optional.of(
        new UncertainRecord(
            row.getString("space"),
            removed ? Objects.requireNonNullElse(delivered, key) : key,
            content == null || removed
                ? Json.MAPPER.createObjectNode()
                : Content.of(content, new SyncId(row.getString("sync"))).fields(),
            removed,
            row.getString("vendor_id"),
            row.getBoolean("known"),
            row.getBoolean("in_job")));
  }

  private static int bind(PreparedStatement statement, int first, LookupQuestion question)
      throws SQLException {
    statement.setString(first, question.delivery());
    statement.setString(first + 1, question.workspace().value());
    statement.setLong(first + 2, question.version());
    statement.setTimestamp(first + 3, Timestamp.from(question.since()));
    return first + 4;
  }

  @Override
  public void sendAgain(LookupQuestion question, @Nullable String vendorId) {
    inTransaction(tx -> {
      if (!change(tx, question, "done = true, resent = resent + 1")) {
        return false;
      }
      try (PreparedStatement statement = tx.prepareStatement(AGAIN)) {
        statement.setString(1, vendorId);
        int next = bind(statement, 2, question);
        statement.setString(next, PostgresLedger.CHANNEL);
        statement.execute();
      }
      return true;
    });
  }

  @Override
  public void askAgain(LookupQuestion question, Duration wait) {
    inTransaction(tx ->
        change(
            tx,
            question,
            "asked = asked + 1, failures = 0, not_before = clock_timestamp() + " + secs(wait)));
  }

  @Override
  public void postpone(LookupQuestion question, Duration wait, boolean failed) {
    inTransaction(tx ->
        change(
            tx,
            question,
            (failed ? "failures = failures + 1, " : "")
                + "not_before = clock_timestamp() + "
                + secs(wait)));
  }

  @Override
  public void close(LookupQuestion question) {
    inTransaction(tx -> change(tx, question, "done = true"));
  }

  private static String secs(Duration wait) {
    return "make_interval(secs => %d)".formatted(Math.max(1, wait.toSeconds()));
  }

  /**
   * @param changes without any value from outside
   */
  private static boolean change(Connection tx, LookupQuestion question, String changes)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "update lookup_question set lease_until = null, changed_at = clock_timestamp(), "
                + changes
                + " where delivery = ? and fence = ? and not done")) {
      statement.setString(1, question.delivery());
      statement.setLong(2, question.fence());
      return statement.executeUpdate() > 0;
    }
  }

  /** Questions that are kept are looked at again after as long a time. */
  @Override
  public void forget() {
    inTransaction(tx -> {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              with old as materialized (
                select q.delivery,
                  exists (select from open_delivery o where o.id = q.delivery) as kept
                from lookup_question q
                where q.done and q.changed_at < clock_timestamp() - interval '2 days'
                order by q.changed_at limit ? for update of q skip locked),
              gone as (delete from lookup_question q using old
                where q.delivery = old.delivery and not old.kept)
              update lookup_question q set changed_at = clock_timestamp() from old
              where q.delivery = old.delivery and old.kept\
              """)) {
        statement.setInt(1, AT_ONCE);
        return statement.executeUpdate();
      }
    });
  }
}
