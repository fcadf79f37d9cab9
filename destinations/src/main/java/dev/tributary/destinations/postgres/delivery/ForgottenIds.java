package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Forgets what the ledger knows about the records of a destination in its former account. Each part
 * locks the row of the account, so parts follow each other, and no part runs after the end. Records
 * are visited once, in the order of their unique index.
 */
final class ForgottenIds {
  private static final int RECORDS = 5_000;

  private static final String BEGUN =
      """
      select coalesce(done_place, %d), coalesce(done_key, '') from vendor_account
      where workspace = ? and destination = ? and decision = 'forgotten' for update\
      """
          .formatted(Long.MIN_VALUE);

  /** The end of the next part; no row if no records are left. */
  private static final String LAST =
      """
      select place, record_key from (
        select place, record_key from delivery
        where place between first_record_place(?, ?) and last_record_place(?, ?)
          and workspace = ? and destination = ? and not is_event and (place, record_key) > (?, ?)
        order by place, record_key limit ?) part
      order by place desc, record_key desc limit 1\
      """;

  /**
   * A record that the former account had is a new one in the other account. A record that must not
   * exist does not exist there: a removal would meet a record of others.
   */
  private static final String RECORDS_OF_PART =
      """
      update delivery set vendor_id = null, delivered_version = null, delivered_as = null,
        delivered_at = null, confirmed = true,
        delivered_hash = case hash when 'absent' then 'absent' end,
        state = case when hash = 'absent' then 'delivered'
          when state in ('delivered', 'accepted', 'submitted', 'in-flight', 'uncertain', 'dead')
          then 'pending' else state end,
        not_before = case when parent is null then statement_timestamp() else 'infinity' end,
        attempt = 0, first_attempt_at = null, batch = null, job = null, job_item = null,
        submitted_at = null, sent_as = null, sent_sync = null, fence = fence + 1,
        delivered_fields = null, sent_fields = null, former_keys = null,
        lease_until = null, changed_at = statement_timestamp(),
        changed_hour_at = date_trunc('hour', statement_timestamp(), 'UTC')
      where id = any(array(
        select id from delivery
        where place between first_record_place(?, ?) and last_record_place(?, ?)
          and workspace = ? and destination = ? and not is_event
          and (place, record_key) > (?, ?) and (place, record_key) <= (?, ?)
          and (parent is not null or vendor_id is not null or delivered_hash is not null
            or state in ('submitted', 'in-flight', 'uncertain', 'retrying', 'dead'))
        order by id for update))\
      """;

  private static final String DONE =
      """
      update vendor_account set done_place = ?, done_key = ?
      where workspace = ? and destination = ?\
      """;

  /** The other account may have another job with the same id, so nobody asks for the result. */
  private static final String EVENTS =
      """
      update delivery set state = 'uncertain', reason = '%s', field = null,
        words = 'The job belongs to the former account', not_before = statement_timestamp(),
        job = null, job_item = null, submitted_at = null, sent_as = null, sent_sync = null,
        fence = fence + 1, lease_until = null, changed_at = statement_timestamp(),
        changed_hour_at = date_trunc('hour', statement_timestamp(), 'UTC')
      where id = any(array(
        select id from delivery
        where workspace = ? and destination = ? and is_event and state = 'submitted'
        order by id limit ? for update))\
      """
          .formatted(AttemptReport.RESULT_UNKNOWN);

  private static final String PLACES = "delete from place where workspace = ? and destination = ?";

  private static final String CLAIMS =
      """
      delete from record_claim where ctid = any(array(
        select ctid from record_claim where workspace = ? and destination = ? limit ?))\
      """;

  private ForgottenIds() {}

  /** A position in the order of the index. */
  private record Key(long place, String record) {}

  /**
   * Does the next part.
   *
   * @return whether there may be more to do
   */
  static boolean next(Connection tx, Catalogue.Destination of) throws SQLException {
    String workspace = of.workspace().value();
    String destination = of.id().value();
    Optional<Key> begun = key(tx, BEGUN, workspace, destination);
    if (begun.isEmpty()) {
      return false;
    }
    Key from = begun.get();
    Optional<Key> last =
        key(
            tx,
            LAST,
            workspace,
            destination,
            workspace,
            destination,
            workspace,
            destination,
            from.place,
            from.record,
            RECORDS);
    if (last.isPresent()) {
      Key to = last.get();
      int _ =
          execute(
              tx,
              RECORDS_OF_PART,
              workspace,
              destination,
              workspace,
              destination,
              workspace,
              destination,
              from.place,
              from.record,
              to.place,
              to.record);
      int _ = execute(tx, DONE, to.place, to.record, workspace, destination);
      return true;
    }
    int _ = execute(tx, PLACES, workspace, destination);
    if (execute(tx, CLAIMS, workspace, destination, RECORDS) == RECORDS) {
      return true;
    }
    return execute(tx, EVENTS, workspace, destination, RECORDS) == RECORDS;
  }

  private static Optional<Key> key(Connection tx, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = bound(tx, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(new Key(row.getLong(1), row.getString(2))) : Optional.empty();
    }
  }

  private static int execute(Connection tx, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = bound(tx, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement bound(Connection tx, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = tx.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
