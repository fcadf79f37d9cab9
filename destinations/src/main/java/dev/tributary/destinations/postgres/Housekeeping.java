package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Ids;
import dev.tributary.runtime.threads.PeriodicWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Deletes old data: bodies of attempts, events that were delivered, rows that were removed, numbers
 * of deliveries by hour, budgets of past windows with their users, places that nothing is written
 * to any more, claims of records, and jobs, sessions and accounts of deleted destinations. The
 * current state of a record stays, because later versions are compared with it.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Duration ROUND = Duration.ofMinutes(1);

  /** The prefix of ids of attempts. */
  public static final String ATTEMPT = "att_";

  /**
   * A copy of a row change that arrives later than this after the removal of the row counts as new.
   */
  private static final Duration REMOVED_ROWS_KEPT = Duration.ofDays(30);

  /** The numbers of deliveries are compared over seasons, like the sizes of audiences. */
  private static final Duration HOURS_KEPT = Duration.ofDays(400);

  private static final String HOURS =
      """
      delete from sync_hour where ctid = any(array(
        select h.ctid from sync_hour h where h.at < ? limit ?))\
      """;

  private static final String HOURS_OF_DESTINATIONS =
      """
      delete from delivery_hour where ctid = any(array(
        select h.ctid from delivery_hour h where h.at < ? limit ?))\
      """;

  private static final String REMOVED_ROWS =
      """
      delete from seen_row where ctid = any(array(
        select s.ctid from seen_row s where s.removed_at < ? limit ?))\
      """;

  /** A place that is needed again is found again by its name. */
  private static final Duration PLACES_KEPT = Duration.ofDays(90);

  private static final String PLACES =
      """
      delete from place where ctid = any(array(
        select p.ctid from place p
        where p.used_at < ? or not exists (
          select from definition d
          where d.workspace = p.workspace and d.kind = 'destination' and d.id = p.destination
            and not d.deleted)
        limit ?))\
      """;

  private static final String RECORD_CLAIMS =
      """
      delete from record_claim where ctid = any(array(
        select c.ctid from record_claim c where c.ends_at < ? limit ?))\
      """;

  /** Nobody continues the job of a deleted destination. */
  private static final String JOBS =
      """
      delete from job where ctid = any(array(
        select j.ctid from job j
        where j.deadline_at < ? and not exists (
          select from definition d
          where d.workspace = j.workspace and d.kind = 'destination' and d.id = j.destination
            and not d.deleted)
        limit ?))\
      """;

  private static final String CONNECTION_ATTEMPTS =
      """
      delete from connection_attempt where ctid = any(array(
        select c.ctid from connection_attempt c where c.expires_at < ? limit ?))\
      """;

  /**
   * Of a deleted destination at once; of one that was tested and never saved, if it has expired.
   */
  private static final String SESSIONS =
      """
      delete from vendor_session where ctid = any(array(
        select s.ctid from vendor_session s
        left join definition d
          on d.workspace = s.workspace and d.kind = 'destination' and d.id = s.destination
        where d.deleted or (d.id is null and coalesce(s.expires_at, '-infinity') < ?) limit ?))\
      """;

  private static final String ACCOUNTS =
      """
      delete from vendor_account where ctid = any(array(
        select a.ctid from vendor_account a
        where a.ask_at < ? and not exists (
          select from definition d
          where d.workspace = a.workspace and d.kind = 'destination' and d.id = a.destination
            and not d.deleted)
        limit ?))\
      """;

  /** No window of a budget is longer than a day. */
  private static final Duration BUDGETS_KEPT = Duration.ofDays(3);

  private static final String BUDGETS =
      """
      delete from spent_budget where ctid = any(array(
        select b.ctid from spent_budget b where b.since < ? limit ?))\
      """;

  private static final String BUDGET_USES =
      """
      delete from budget_use where ctid = any(array(
        select u.ctid from budget_use u where u.kept_until < ? limit ?))\
      """;

  private static final String ACCOUNT_USES =
      """
      delete from account_use where ctid = any(array(
        select u.ctid from account_use u where u.used_at < ? limit ?))\
      """;

  private static final String REPORTED_USES =
      """
      delete from reported_use where ctid = any(array(
        select r.ctid from reported_use r where r.asked_at < ? limit ?))\
      """;

  /** Of syncs that nobody compares any more; each sync keeps its ten newest ones until then. */
  private static final Duration RECONCILIATIONS_KEPT = Duration.ofDays(90);

  private static final String RECONCILED =
      """
      delete from reconciliation_record where (reconciliation, delivery) in (
        select r.reconciliation, r.delivery
        from reconciliation c join reconciliation_record r on r.reconciliation = c.id
        where c.ended_at < ? limit ?)\
      """;

  private static final String RECONCILIATIONS =
      """
      delete from reconciliation where ctid = any(array(
        select c.ctid from reconciliation c where c.ended_at < ? limit ?))\
      """;

  /** A list is read again after some minutes. */
  private static final Duration FIELDS_KEPT = Duration.ofDays(1);

  private static final String FIELDS =
      """
      delete from vendor_field_list where ctid = any(array(
        select f.ctid from vendor_field_list f where f.used_at < ? limit ?))\
      """;

  private static final int AT_ONCE = 5_000;

  private final DataSource worker;
  private final Clock clock;
  private final Duration keep;
  private final PeriodicWork work = new PeriodicWork("housekeeping", ROUND, ROUND, this::sweep);

  /**
   * @param keep how long users can read attempts and delivered events
   */
  public Housekeeping(DataSource worker, Clock clock, Duration keep) {
    this.clock = clock;
    this.worker = worker;
    this.keep = keep;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** Deletes all expired data, in transactions of some thousand rows. */
  public void sweep() throws SQLException {
    Instant before = clock.instant().minus(keep);
    delete(
        "delete from attempt where id in (select id from attempt where id < ? limit ?)",
        ATTEMPT,
        before);
    delete(
        """
        delete from delivery where id in (
          select id from delivery where id < ? and is_event
            and state in ('delivered', 'accepted', 'dead', 'withheld') limit ?)\
        """,
        Ids.DELIVERY,
        before);
    deleteBefore(REMOVED_ROWS, clock.instant().minus(REMOVED_ROWS_KEPT));
    deleteBefore(HOURS, clock.instant().minus(HOURS_KEPT));
    deleteBefore(HOURS_OF_DESTINATIONS, clock.instant().minus(HOURS_KEPT));
    deleteBefore(BUDGETS, clock.instant().minus(BUDGETS_KEPT));
    deleteBefore(BUDGET_USES, clock.instant());
    deleteBefore(ACCOUNT_USES, clock.instant().minus(BUDGETS_KEPT));
    deleteBefore(REPORTED_USES, clock.instant().minus(BUDGETS_KEPT));
    deleteBefore(PLACES, clock.instant().minus(PLACES_KEPT));
    deleteBefore(RECORD_CLAIMS, clock.instant());
    deleteBefore(JOBS, clock.instant());
    deleteBefore(CONNECTION_ATTEMPTS, clock.instant());
    deleteBefore(SESSIONS, clock.instant());
    deleteBefore(ACCOUNTS, clock.instant());
    deleteBefore(FIELDS, clock.instant().minus(FIELDS_KEPT));
    deleteBefore(RECONCILED, clock.instant().minus(RECONCILIATIONS_KEPT));
    deleteBefore(RECONCILIATIONS, clock.instant().minus(RECONCILIATIONS_KEPT));
  }

  private void deleteBefore(String sql, Instant before) throws SQLException {
    int deleted;
    do {
      try (Connection connection = worker.getConnection();
          PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setTimestamp(1, Timestamp.from(before));
        statement.setInt(2, AT_ONCE);
        deleted = statement.executeUpdate();
      }
    } while (deleted == AT_ONCE && !work.isClosed());
  }

  private void delete(String sql, String prefix, Instant before) throws SQLException {
    int deleted;
    do {
      try (Connection connection = worker.getConnection();
          PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, smallestId(prefix, before));
        statement.setInt(2, AT_ONCE);
        deleted = statement.executeUpdate();
      }
    } while (deleted == AT_ONCE && !work.isClosed());
  }

  /** Ids begin with the time of their creation, so the primary key finds old rows. */
  static String smallestId(String prefix, Instant at) {
    String hex = "%012x".formatted(at.toEpochMilli());
    return prefix + hex.substring(0, 8) + "-" + hex.substring(8);
  }
}
