package dev.tributary.destinations.postgres.reconciliation;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.reconciliation.ReconciliationRun;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the missing and the different records of a run again. A record that another sync fills too
 * is left out: it may have left the source of that sync. So is a record with memberships, because
 * they would be lost with its id. A sync of a list with the same fields is not in the content.
 */
final class RepairedRecords {
  private static final int AT_ONCE = 5_000;

  /** The records to repair, locked, so that no other repair and no worker changes them. */
  private static final String REPAIRABLE =
      """
      select d.id, d.hash, d.sync, d.content, r.finding
      from (
        select r.delivery, r.version, r.finding from reconciliation_record r
        where r.reconciliation = ? and r.finding in ('missing', 'different') and r.delivery > ?
        order by r.delivery limit ?) r
      join delivery d on d.id = r.delivery
      where d.workspace = ? and d.version = r.version and d.state = 'delivered'
        and d.hash = d.delivered_hash and d.hash <> '%1$s' and d.delivered_at <= ?
        and not exists (
          select from delivery m
          where m.workspace = d.workspace and m.parent = d.id and m.hash <> '%1$s')
      order by d.id for update of d\
      """
          .formatted(Content.ABSENT);

  /** The delivered content is unknown from now on, so all fields are sent, as a new version. */
  private static final String AGAIN =
      """
      update delivery d set version = d.version + 1, state = 'pending', attempt = 0,
        first_attempt_at = null, batch = null, reason = null, field = null, words = null,
        not_before = greatest(clock_timestamp(), d.settles_at), lane = ?,
        delivered_hash = '%s', delivered_fields = u.fields,
        vendor_id = case when u.missing then null else d.vendor_id end,
        changed_at = clock_timestamp(),
        changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
      from unnest(?, ?, ?) as u(id, fields, missing)
      where d.id = u.id\
      """
          .formatted(Content.UNKNOWN);

  private RepairedRecords() {}

  private record Again(String id, byte @Nullable [] fields, boolean missing) {}

  /** Sends the next part, and stores where the next one begins. */
  static void sendAgain(Connection tx, ReconciliationRun run, Catalogue.Sync sync)
      throws SQLException {
    String place = Objects.requireNonNullElse(run.place(), "");
    Part part = part(tx, run, sync, startedAt(tx, run), place);
    update(tx, part.records());
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update reconciliation set repaired = coalesce(repaired, 0) + ?, place = ?,
              phase = ?, failures = 0, words = null, lease_until = null,
              stepped_at = clock_timestamp()
            where id = ?\
            """)) {
      boolean last = part.last().equals(END);
      statement.setInt(1, part.records().size());
      statement.setString(2, last ? null : part.last());
      statement.setString(3, last ? "repaired" : "repairing");
      statement.setString(4, run.id());
      statement.executeUpdate();
    }
    if (!part.records().isEmpty()) {
      try (PreparedStatement statement = tx.prepareStatement("select pg_notify(?, ?)")) {
        statement.setString(1, PostgresLedger.CHANNEL);
        statement.setString(2, run.destination().value());
        statement.execute();
      }
    }
  }

  private static Instant startedAt(Connection tx, ReconciliationRun run) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement("select started_at from reconciliation where id = ?")) {
      statement.setString(1, run.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getTimestamp(1).toInstant();
      }
    }
  }

  /** No id of a delivery is greater. */
  private static final String END = "~";

  /**
   * @param last where the next part begins
   */
  private record Part(List<Again> records, String last) {}

  private static Part part(
      Connection tx, ReconciliationRun run, Catalogue.Sync sync, Instant startedAt, String after)
      throws SQLException {
    List<Again> records = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(REPAIRABLE)) {
      statement.setString(1, run.id());
      statement.setString(2, after);
      statement.setInt(3, AT_ONCE);
      statement.setString(4, run.workspace().value());
      statement.setTimestamp(5, Timestamp.from(startedAt));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          boolean missing = rows.getString("finding").equals("missing");
          Content content =
              Content.of(rows.getBytes("content"), new SyncId(rows.getString("sync")));
          if (!content.bySync().keySet().equals(Set.of(sync.id()))) {
            continue;
          }
          FieldHashes known =
              missing ? FieldHashes.NOTHING : FieldHashes.of(content, rows.getString("hash"));
          records.add(new Again(rows.getString("id"), FieldHashes.stored(known), missing));
        }
      }
    }
    return new Part(records, next(tx, run, after));
  }

  private static String next(Connection tx, ReconciliationRun run, String after)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select r.delivery from reconciliation_record r where r.reconciliation = ? and"
                + " r.finding in ('missing', 'different') and r.delivery > ? order by r.delivery"
                + " offset ? limit 1")) {
      statement.setString(1, run.id());
      statement.setString(2, after);
      statement.setInt(3, AT_ONCE - 1);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : END;
      }
    }
  }

  private static void update(Connection tx, List<Again> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(AGAIN)) {
      statement.setInt(1, Priority.BACKFILL.number());
      new Columns<>(statement, 2, records)
          .text(Again::id)
          .bytes(Again::fields)
          .flags(Again::missing);
      statement.executeUpdate();
    }
  }
}
