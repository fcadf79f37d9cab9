package dev.tributary.destinations.postgres.reconciliation;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.reconciliation.ReconciliationRun;
import dev.tributary.destinations.reconciliation.ReconciliationRun.Phase;
import dev.tributary.destinations.reconciliation.ReconciliationRunBuilder;
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
import java.util.ArrayList;
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
        where (r.state = 'running' or r.phase = 'repairing')
          and r.not_before <= statement_timestamp()
          and (r.lease_until is null or r.lease_until < statement_timestamp())
          and not exists (select from pause p where p.workspace = r.workspace
            and p.kind = 'destination' and p.id = r.destination)
        order by (select max(o.stepped_at) from reconciliation o where o.workspace = r.workspace),
          r.stepped_at, r.id
        limit 1 for update of r skip locked)
      returning id, workspace, sync, sync_version, destination, destination_version, phase, place,
        fence, failures\
      """
          .formatted(LEASE);

  /**
   * A delivered record to which the sync contributes is expected if its content is the confirmed
   * one. Other records of the space are noted only if the vendor can list them under an id or a
   * match value that is not their key.
   */
  private static final String EXPECTED =
      """
      with part as (
        select d.*, d.hash <> '%1$s'
            and case when substring(d.content for 1) = '[' then d.sync = ?
              else position(convert_to(?, 'UTF8') in coalesce(d.content, '')) > 0 end as mine
        from delivery d
        where d.place = record_place(?, ?, ?) and d.record_key > ?
          and d.workspace = ? and d.destination = ? and d.space = ? and not d.is_event
        order by d.record_key limit ?),
      found as (
        select p.*,
          case
            when not p.mine then 'known'
            when p.state = 'delivered' and p.confirmed and p.hash = p.delivered_hash
              and p.delivered_at <= ? then 'expected'
            when p.state = 'uncertain' and p.changed_at <= ? then 'uncertain'
            else 'known' end as finding
        from part p),
      noted as (
        insert into reconciliation_record (reconciliation, workspace, delivery, version, finding,
          vendor_hash, alias_hash)
        select ?, workspace, id, version, finding, hashtextextended(vendor_id, 0),
          case when delivered_as <> record_key then hashtextextended(delivered_as, 0)
            when lower(record_key) <> record_key then hashtextextended(lower(record_key), 0) end
        from found
        where finding <> 'known' or vendor_id is not null or delivered_as <> record_key
          or lower(record_key) <> record_key
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
        returned = returned + ?, unknown_examples = case when unknown_examples = '' then ? else unknown_examples end,
        failures = 0, words = null, lease_until = null, stepped_at = clock_timestamp()
      where id = ?\
      """;

  /**
   * The result of some thousand notes, in the order of the deliveries. A record that has another
   * version by now, or that was delivered meanwhile, is left out.
   */
  private static final String CLOSED =
      """
      with part as (
        select r.delivery, r.version, r.finding from reconciliation_record r
        where r.reconciliation = ? and r.delivery > ?
        order by r.delivery limit ?),
      decided as (
        select p.delivery, case
            when p.finding not in ('expected', 'differs', 'renames') then p.finding
            when d.id is null then 'changed'
            when p.finding = 'expected' then 'missing'
            when p.finding = 'differs' then 'different'
            else 'renamed' end as finding
        from part p left join delivery d on d.id = p.delivery and d.version = p.version
          and d.state = 'delivered' and d.delivered_at <= ?),
      kept as (
        update reconciliation_record r set finding = x.finding from decided x
        where r.reconciliation = ? and r.delivery = x.delivery
          and x.finding in ('missing', 'different', 'renamed')),
      deleted as (
        delete from reconciliation_record r using decided x
        where r.reconciliation = ? and r.delivery = x.delivery
          and x.finding not in ('missing', 'different', 'renamed'))
      select max(delivery), count(*), count(*) filter (where finding = 'same'),
        count(*) filter (where finding = 'missing'),
        count(*) filter (where finding = 'different'),
        count(*) filter (where finding = 'renamed'),
        count(*) filter (where finding = 'changed')
      from decided\
      """;

  private static final String COUNTED =
      """
      update reconciliation set place = ?, same = coalesce(same, 0) + ?,
        missing = coalesce(missing, 0) + ?, different = coalesce(different, 0) + ?,
        renamed = coalesce(renamed, 0) + ?, arrived = arrived + ?,
        skipped = greatest(0, skipped + ? - ?), failures = 0, words = null, lease_until = null,
        stepped_at = clock_timestamp()
      where id = ?\
      """;

  /** The records of the next part that were uncertain, and that the vendor has once. */
  private static final String ARRIVED =
      """
      select delivery, version, vendor_id from (
        select r.delivery, r.version, r.vendor_id, r.finding from reconciliation_record r
        where r.reconciliation = ? and r.delivery > ?
        order by r.delivery limit ?) part
      where finding = 'found' order by delivery\
      """;

  /** A place can be a match value, so no run keeps one for longer. */
  private static final String ENDED =
      """
      update reconciliation set state = 'failed', place = null, lease_until = null,
        words = 'The comparison took more than a week', ended_at = clock_timestamp()
      where state = 'running' and started_at < clock_timestamp() - interval '7 days'\
      """;

  private static final String FORGOTTEN =
      """
      select id from reconciliation
      where noted and (superseded or state in ('failed', 'cancelled')) and phase <> 'repairing'
      order by id limit 1 for update skip locked\
      """;

  private static final String DELETED =
      """
      delete from reconciliation_record where reconciliation = ? and delivery = any(array(
        select r.delivery from reconciliation_record r where r.reconciliation = ? limit ?))\
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
                ReconciliationRunBuilder.builder()
                    .id(row.getString(1))
                    .workspace(new WorkspaceId(row.getString(2)))
                    .sync(new SyncId(row.getString(3)))
                    .syncVersion(row.getLong(4))
                    .destination(new DestinationId(row.getString(5)))
                    .destinationVersion(row.getLong(6))
                    .phase(Phase.valueOf(row.getString(7).toUpperCase(Locale.ROOT)))
                    .place(row.getString(8))
                    .fence(row.getLong(9))
                    .failures(row.getInt(10))
                    .build())
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
            "select started_at from reconciliation where id = ? and fence = ? and (state ="
                + " 'running' or phase = 'repairing') for update")) {
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
        // The content of one sync is an array. In other contents, the ids of syncs are names. A
        // text has no colon behind its quote.
        statement.setString(1, sync.id().value());
        statement.setString(2, "\"%s\":".formatted(sync.id().value()));
        statement.setString(3, run.workspace().value());
        statement.setString(4, sync.destination().id().value());
        statement.setString(5, sync.space());
        statement.setString(6, Objects.requireNonNullElse(run.place(), ""));
        statement.setString(7, run.workspace().value());
        statement.setString(8, sync.destination().id().value());
        statement.setString(9, sync.space());
        statement.setInt(10, AT_ONCE);
        statement.setTimestamp(11, Timestamp.from(settled));
        statement.setTimestamp(12, Timestamp.from(settled));
        statement.setString(13, run.id());
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
  public void compare(
      ReconciliationRun run, Catalogue.Sync sync, List<Listed> page, @Nullable String next) {
    inTransaction(tx -> {
      Instant before = locked(tx, run);
      if (before == null) {
        return false;
      }
      FoundRecords found = FoundRecords.of(tx, run, sync, page, before);
      found.store(tx, run);
      advance(tx, run, next == null ? Phase.CLOSING : Phase.READING, next, 0, 0, found.numbers());
      return true;
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
      statement.setLong(7, numbers.returned());
      statement.setString(8, String.join("\n", numbers.examples()));
      statement.setString(9, run.id());
      statement.executeUpdate();
    }
  }

  @Override
  public List<Arrived> arrived(ReconciliationRun run) {
    return inTransaction(tx -> {
      List<Arrived> arrived = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(ARRIVED)) {
        statement.setString(1, run.id());
        statement.setString(2, Objects.requireNonNullElse(run.place(), ""));
        statement.setInt(3, AT_ONCE);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            arrived.add(new Arrived(rows.getString(1), rows.getLong(2), rows.getString(3)));
          }
        }
      }
      return arrived;
    });
  }

  @Override
  public void close(ReconciliationRun run, int arrived) {
    inTransaction(tx -> {
      Instant before = locked(tx, run);
      if (before == null) {
        return false;
      }
      try (PreparedStatement statement = tx.prepareStatement(CLOSED)) {
        statement.setString(1, run.id());
        statement.setString(2, Objects.requireNonNullElse(run.place(), ""));
        statement.setInt(3, AT_ONCE);
        statement.setTimestamp(4, Timestamp.from(before));
        statement.setString(5, run.id());
        statement.setString(6, run.id());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          count(tx, run, row, arrived);
          if (row.getInt(2) < AT_ONCE) {
            try (PreparedStatement sum =
                tx.prepareStatement(
                    "update reconciliation set compared = same + missing + different where id ="
                        + " ?")) {
              sum.setString(1, run.id());
              sum.executeUpdate();
            }
            end(tx, run, "done", null);
          }
        }
      }
      return true;
    });
  }

  private static void count(Connection tx, ReconciliationRun run, ResultSet part, int arrived)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(COUNTED)) {
      statement.setString(1, part.getString(1));
      for (int number = 2; number <= 5; number++) {
        statement.setLong(number, part.getLong(number + 1));
      }
      statement.setInt(6, arrived);
      statement.setLong(7, part.getLong(7));
      statement.setInt(8, arrived);
      statement.setString(9, run.id());
      statement.executeUpdate();
    }
  }

  @Override
  public void repair(ReconciliationRun run, Catalogue.Sync sync) {
    inTransaction(tx -> {
      if (locked(tx, run) != null) {
        RepairedRecords.sendAgain(tx, run, sync);
      }
      return true;
    });
  }

  @Override
  public boolean forget() {
    return inTransaction(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
        statement.executeUpdate();
      }
      String run;
      try (PreparedStatement statement = tx.prepareStatement(FORGOTTEN);
          ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        run = row.getString(1);
      }
      int deleted;
      try (PreparedStatement statement = tx.prepareStatement(DELETED)) {
        statement.setString(1, run);
        statement.setString(2, run);
        statement.setInt(3, AT_ONCE);
        deleted = statement.executeUpdate();
      }
      if (deleted < AT_ONCE) {
        try (PreparedStatement statement =
            tx.prepareStatement("update reconciliation set noted = false where id = ?")) {
          statement.setString(1, run);
          statement.executeUpdate();
        }
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
              where id = ? and fence = ? and (state = 'running' or phase = 'repairing')\
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
      end(tx, run, "failed", words);
      return true;
    });
  }

  private static void end(
      Connection tx, ReconciliationRun run, String state, @Nullable String words)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update reconciliation set state = case when state = 'running' then ? else state end,
              phase = case when phase = 'repairing' then 'repaired' else phase end, words = ?,
              place = null, lease_until = null,
              ended_at = case when state = 'running' then clock_timestamp() else ended_at end
            where id = ?\
            """)) {
      statement.setString(1, state);
      statement.setString(2, words);
      statement.setString(3, run.id());
      statement.executeUpdate();
    }
  }
}
