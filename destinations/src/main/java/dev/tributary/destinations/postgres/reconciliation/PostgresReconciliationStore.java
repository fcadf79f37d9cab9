package dev.tributary.destinations.postgres.reconciliation;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.reconciliation.ReconciliationRun;
import dev.tributary.destinations.reconciliation.ReconciliationRun.Phase;
import dev.tributary.destinations.reconciliation.ReconciliationStore;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The reconciliations for workers. Thread-safe. */
public final class PostgresReconciliationStore implements ReconciliationStore {
  private static final int AT_ONCE = 5_000;

  /** All requests of a page take less than half of it. */
  private static final String LEASE = "2 minutes";

  /** A pause of a destination concerns its reconciliations, too. */
  private static final String LEASED =
      """
      update reconciliation set lease_until = clock_timestamp() + interval '%s', fence = fence + 1,
        stepped_at = clock_timestamp()
      where id = (
        select r.id from reconciliation r
        where r.state = 'running' and r.not_before <= statement_timestamp()
          and (r.lease_until is null or r.lease_until < statement_timestamp())
          and not exists (select from pause p where p.workspace = r.workspace
            and p.kind = 'destination' and p.id = r.destination)
        order by (select max(o.stepped_at) from reconciliation o where o.workspace = r.workspace),
          r.stepped_at, r.id
        limit 1 for update of r skip locked)
      returning id, workspace, sync, sync_version, phase, place, fence, failures\
      """
          .formatted(LEASE);

  /**
   * A delivered record is expected if its content is the confirmed one. Other records of the space
   * are noted only if the vendor can list them under an id or a match value that is not their key.
   */
  private static final String EXPECTED =
      """
      with part as (
        select d.* from delivery d
        where d.workspace = ? and d.destination = ? and d.space = ? and not d.is_event
          and d.record_key > ?
        order by d.record_key limit ?),
      found as (
        select p.*, p.sync = ? and p.hash <> '%1$s' as mine,
          case
            when p.sync <> ? or p.hash = '%1$s' then 'known'
            when p.state = 'delivered' and p.confirmed and p.hash = p.delivered_hash
              and p.delivered_at <= ? then 'expected'
            when p.state = 'uncertain' and p.changed_at <= ? then 'uncertain'
            else 'known' end as finding
        from part p),
      noted as (
        insert into reconciliation_record (reconciliation, workspace, delivery, version, finding,
          vendor_hash, alias_hash)
        select ?, workspace, id, version, finding, hashtextextended(vendor_id, 0),
          case when delivered_as <> record_key then hashtextextended(delivered_as, 0) end
        from found
        where finding <> 'known' or vendor_id is not null or delivered_as <> record_key
        on conflict (reconciliation, delivery) do nothing)
      select max(record_key), count(*) filter (where finding = 'expected'),
        count(*) filter (where mine and finding <> 'expected'), count(*)
      from found\
      """
          .formatted(Content.ABSENT);

  private static final String ADVANCE =
      """
      update reconciliation set phase = ?, place = ?, compared = compared + ?,
        skipped = skipped + ?, listed = listed + ?, unknown = unknown + ?,
        unknown_examples = case when unknown_examples = '' then ? else unknown_examples end,
        failures = 0, words = null, lease_until = null, stepped_at = clock_timestamp()
      where id = ?\
      """;

  private static final String CLOSED =
      """
      with part as (
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.finding in ('expected', 'differs')
        order by r.delivery limit ?)
      update reconciliation_record r
      set finding = case when d.id is null then 'changed'
        when r.finding = 'expected' then 'missing' else 'different' end
      from part left join delivery d on d.id = part.delivery and d.sync = ?
        and d.state = 'delivered' and d.delivered_at <= ?
      where r.reconciliation = ? and r.delivery = part.delivery
        and (d.id is null or d.version = r.version)\
      """;

  /** Of the part, the records with another version by now. */
  private static final String CHANGED =
      """
      with part as (
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.finding in ('expected', 'differs')
        order by r.delivery limit ?)
      update reconciliation_record r set finding = 'changed'
      from part join delivery d on d.id = part.delivery
      where r.reconciliation = ? and r.delivery = part.delivery and d.version <> r.version\
      """;

  private static final String COUNTED =
      """
      update reconciliation set phase = 'clearing', place = null, lease_until = null,
        stepped_at = clock_timestamp(), same = n.same, missing = n.missing,
        different = n.different, compared = n.same + n.missing + n.different,
        skipped = skipped + n.changed
      from (select count(*) filter (where finding = 'same') as same,
          count(*) filter (where finding = 'missing') as missing,
          count(*) filter (where finding = 'different') as different,
          count(*) filter (where finding = 'changed') as changed
        from reconciliation_record where reconciliation = ?) n
      where id = ?\
      """;

  private static final String CLEARED =
      """
      delete from reconciliation_record where reconciliation = ? and delivery = any(array(
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.finding in ('same', 'known', 'changed', 'uncertain')
        limit ?))\
      """;

  private final DataSource worker;
  private final Duration margin;

  /**
   * @param margin records that were delivered less than this before the start are not compared: a
   *     list of the vendor may lack them
   */
  public PostgresReconciliationStore(DataSource worker, Duration margin) {
    this.worker = worker;
    this.margin = margin;
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
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
      throw new IllegalStateException("The reconciliation cannot be stored", e);
    }
  }

  @Override
  public Optional<ReconciliationRun> lease() {
    return inTransaction(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(LEASED);
          ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new ReconciliationRun(
                    row.getString(1),
                    new WorkspaceId(row.getString(2)),
                    new SyncId(row.getString(3)),
                    row.getLong(4),
                    Phase.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                    row.getString(6),
                    row.getLong(7),
                    row.getInt(8)))
            : Optional.empty();
      }
    });
  }

  /**
   * Locks a run. Returns the time before which records must have been delivered; null if the run
   * was cancelled or is leased by another worker.
   */
  private @Nullable Instant locked(Connection tx, ReconciliationRun run) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select started_at from reconciliation where id = ? and fence = ? and state ="
                + " 'running' for update")) {
      statement.setString(1, run.id());
      statement.setLong(2, run.fence());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getTimestamp(1).toInstant().minus(margin) : null;
      }
    }
  }

  @Override
  public void expect(ReconciliationRun run, Catalogue.Sync sync) {
    inTransaction(tx -> {
      Instant before = locked(tx, run);
      if (before == null) {
        return false;
      }
      Instant settled = before.minus(sync.object().settle());
      try (PreparedStatement statement = tx.prepareStatement(EXPECTED)) {
        statement.setString(1, run.workspace().value());
        statement.setString(2, sync.destination().id().value());
        statement.setString(3, sync.space());
        statement.setString(4, Objects.requireNonNullElse(run.place(), ""));
        statement.setInt(5, AT_ONCE);
        statement.setString(6, sync.id().value());
        statement.setString(7, sync.id().value());
        statement.setTimestamp(8, Timestamp.from(settled));
        statement.setTimestamp(9, Timestamp.from(settled));
        statement.setString(10, run.id());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          boolean last = row.getInt(4) < AT_ONCE;
          advance(
              tx,
              run,
              last ? Phase.READING : Phase.EXPECTING,
              last ? null : row.getString(1),
              row.getLong(2),
              row.getLong(3),
              FoundRecords.Numbers.NONE);
        }
      }
      return true;
    });
  }

  @Override
  public List<Arrived> compare(
      ReconciliationRun run, Catalogue.Sync sync, List<Listed> page, @Nullable String next) {
    return inTransaction(tx -> {
      if (locked(tx, run) == null) {
        return List.of();
      }
      FoundRecords found = FoundRecords.of(tx, run, sync, page);
      found.store(tx, run);
      advance(tx, run, next == null ? Phase.CLOSING : Phase.READING, next, 0, 0, found.numbers());
      return found.arrived();
    });
  }

  private static void advance(
      Connection tx,
      ReconciliationRun run,
      Phase phase,
      @Nullable String place,
      long compared,
      long skipped,
      FoundRecords.Numbers numbers)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ADVANCE)) {
      statement.setString(1, phase.name().toLowerCase(Locale.ROOT));
      statement.setString(2, place);
      statement.setLong(3, compared);
      statement.setLong(4, skipped);
      statement.setLong(5, numbers.listed());
      statement.setLong(6, numbers.unknown());
      statement.setString(7, String.join("\n", numbers.examples()));
      statement.setString(8, run.id());
      statement.executeUpdate();
    }
  }

  @Override
  public void close(ReconciliationRun run) {
    inTransaction(tx -> {
      Instant before = locked(tx, run);
      if (before == null) {
        return false;
      }
      int changed;
      try (PreparedStatement statement = tx.prepareStatement(CHANGED)) {
        statement.setString(1, run.id());
        statement.setInt(2, AT_ONCE);
        statement.setString(3, run.id());
        changed = statement.executeUpdate();
      }
      int closed;
      try (PreparedStatement statement = tx.prepareStatement(CLOSED)) {
        statement.setString(1, run.id());
        statement.setInt(2, AT_ONCE);
        statement.setString(3, run.sync().value());
        statement.setTimestamp(4, Timestamp.from(before));
        statement.setString(5, run.id());
        closed = statement.executeUpdate();
      }
      if (changed + closed > 0) {
        advance(tx, run, Phase.CLOSING, null, 0, 0, FoundRecords.Numbers.NONE);
      } else {
        try (PreparedStatement statement = tx.prepareStatement(COUNTED)) {
          statement.setString(1, run.id());
          statement.setString(2, run.id());
          statement.executeUpdate();
        }
      }
      return true;
    });
  }

  @Override
  public void clear(ReconciliationRun run) {
    inTransaction(tx -> {
      if (locked(tx, run) == null) {
        return false;
      }
      int cleared;
      try (PreparedStatement statement = tx.prepareStatement(CLEARED)) {
        statement.setString(1, run.id());
        statement.setString(2, run.id());
        statement.setInt(3, AT_ONCE);
        cleared = statement.executeUpdate();
      }
      if (cleared > 0) {
        advance(tx, run, Phase.CLEARING, null, 0, 0, FoundRecords.Numbers.NONE);
      } else {
        end(tx, run, "done", null);
      }
      return true;
    });
  }

  @Override
  public void arrived(ReconciliationRun run, int deliveries) {
    inTransaction(tx -> {
      try (PreparedStatement statement =
          tx.prepareStatement(
              "update reconciliation set arrived = arrived + ?, skipped = greatest(0, skipped - ?)"
                  + " where id = ?")) {
        statement.setInt(1, deliveries);
        statement.setInt(2, deliveries);
        statement.setString(3, run.id());
        statement.executeUpdate();
      }
      return true;
    });
  }

  @Override
  public void postpone(ReconciliationRun run, String words, Duration wait, boolean failed) {
    inTransaction(tx -> {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              update reconciliation set words = ?, failures = failures + ?, lease_until = null,
                stepped_at = clock_timestamp(),
                not_before = clock_timestamp() + make_interval(secs => ?)
              where id = ? and fence = ? and state = 'running'\
              """)) {
        statement.setString(1, words);
        statement.setInt(2, failed ? 1 : 0);
        statement.setDouble(3, wait.toMillis() / 1e3);
        statement.setString(4, run.id());
        statement.setLong(5, run.fence());
        statement.executeUpdate();
      }
      return true;
    });
  }

  @Override
  public void fail(ReconciliationRun run, String words) {
    inTransaction(tx -> {
      if (locked(tx, run) == null) {
        return false;
      }
      try (PreparedStatement statement =
          tx.prepareStatement("delete from reconciliation_record where reconciliation = ?")) {
        statement.setString(1, run.id());
        statement.executeUpdate();
      }
      end(tx, run, "failed", words);
      return true;
    });
  }

  private static void end(
      Connection tx, ReconciliationRun run, String state, @Nullable String words)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "update reconciliation set state = ?, words = ?, place = null, lease_until = null,"
                + " ended_at = clock_timestamp() where id = ?")) {
      statement.setString(1, state);
      statement.setString(2, words);
      statement.setString(3, run.id());
      statement.executeUpdate();
    }
  }
}
