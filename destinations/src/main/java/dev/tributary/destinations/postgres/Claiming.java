package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Ids;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.delivery.Claim;
import dev.tributary.destinations.delivery.Claimed;
import dev.tributary.destinations.delivery.Look;
import dev.tributary.destinations.delivery.Sending;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds what is due and takes it, within a claim's transaction. */
final class Claiming {
  private static final int EXPIRED_AT_ONCE = 500;

  private final ConsentLookup consents;
  private final Recording recording;
  private final Supplier<String> attemptIds;
  private final Clock clock;
  private final LookFrom lookFrom = new LookFrom();

  Claiming(ConsentLookup consents, Recording recording, Supplier<String> attemptIds, Clock clock) {
    this.clock = clock;
    this.consents = consents;
    this.recording = recording;
    this.attemptIds = attemptIds;
  }

  /** Rows of one lane that may go out together, locked; oldest first. */
  List<ClaimRow> due(
      Connection tx,
      Catalogue.Destination destination,
      Lane lane,
      Set<String> withoutSyncs,
      boolean retries)
      throws SQLException {
    int most =
        destination.connector().manifest().objects().stream()
            .mapToInt(ObjectType::batchSize)
            .max()
            .orElse(1);
    String attempt = attemptIds.get();
    Instant now = clock.instant();
    Instant from = lookFrom.begin(destination.id(), lane, now);
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select %s, d.not_before from delivery d left join delivery p on p.id = d.parent
            where d.workspace = ? and d.destination = ? and d.lane = ?
              and d.state in ('pending', 'retrying')
              and d.not_before between ? and clock_timestamp()
              and (? or d.state = 'pending') and d.sync <> all(?)
            order by d.not_before, d.batch, d.id limit ? for update of d skip locked\
            """
                .formatted(ClaimRow.COLUMNS))) {
      statement.setString(1, destination.workspace());
      statement.setString(2, destination.id());
      statement.setInt(3, lane.number());
      statement.setTimestamp(4, Timestamp.from(from));
      statement.setBoolean(5, retries);
      new Columns<>(statement, 6, withoutSyncs).text(each -> each);
      statement.setInt(7, most);
      List<ClaimRow> together = new ArrayList<>();
      Instant oldest = null;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ClaimRow row = ClaimRow.of(rows, 1, attempt, now);
          if (oldest == null) {
            oldest = rows.getTimestamp("not_before").toInstant();
          }
          if (together.isEmpty() || row.goesWith(together.getFirst())) {
            together.add(row);
          }
        }
      }
      lookFrom.found(destination.id(), lane, now, from, oldest);
      int size =
          together.isEmpty()
              ? 0
              : destination
                  .connector()
                  .manifest()
                  .object(together.getFirst().claimed().object())
                  .map(ObjectType::batchSize)
                  .orElse(1);
      // The same order on every attempt, or a repeat would not be recognised by its content.
      return together.stream()
          .limit(size)
          .sorted(
              Comparator.comparing((ClaimRow row) -> row.claimed().desiredAt())
                  .thenComparing(row -> row.claimed().id()))
          .toList();
    }
  }

  /** Leases what may go, and commits to an attempt; records what may not. */
  Look take(
      Connection tx, Catalogue catalogue, Catalogue.Destination destination, List<ClaimRow> due)
      throws SQLException {
    List<Claimed> all = due.stream().map(ClaimRow::claimed).toList();
    Catalogue.Sync sync = catalogue.sync(all.getFirst().sync()).orElse(null);
    if (sync == null) {
      recording.cancelled(tx, all);
      return new Look.SetAside();
    }
    Map<String, String> withheld = consents.withheld(tx, destination, due);
    List<Claimed> going = all.stream().filter(row -> !withheld.containsKey(row.id())).toList();
    recording.withheld(
        tx, all.stream().filter(row -> withheld.containsKey(row.id())).toList(), withheld);
    if (going.isEmpty()) {
      return new Look.SetAside();
    }
    String attempt = attemptIds.get();
    lease(tx, going, attempt);
    begin(tx, sync, going.size(), attempt);
    boolean retry = going.stream().anyMatch(row -> row.attempt() > 1);
    return new Look.Taken(new Claim(attempt, sync, going, retry));
  }

  private static void lease(Connection tx, List<Claimed> rows, String attempt) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery d set state = 'in-flight', fence = d.fence + 1,
              lease_until = clock_timestamp() + make_interval(secs => ?),
              sent_version = d.version, sent_hash = d.hash, attempt = d.attempt + 1,
              attempts = d.attempts[greatest(1, cardinality(d.attempts) - 18):] || ?,
              first_attempt_at = coalesce(d.first_attempt_at, clock_timestamp()),
              batch = coalesce(d.batch, ?), changed_at = clock_timestamp()
            where d.id = any(?)\
            """)) {
      statement.setDouble(1, Sending.LEASE.toSeconds());
      statement.setString(2, attempt);
      statement.setString(3, rows.getFirst().batch());
      new Columns<>(statement, 4, rows).text(Claimed::id);
      statement.executeUpdate();
    }
  }

  private static void begin(Connection tx, Catalogue.Sync sync, int deliveries, String attempt)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into attempt (id, workspace, destination, sync, deliveries)
            values (?, ?, ?, ?, ?)\
            """)) {
      statement.setString(1, attempt);
      statement.setString(2, sync.workspace());
      statement.setString(3, sync.destination().id());
      statement.setString(4, sync.id());
      statement.setInt(5, deliveries);
      statement.executeUpdate();
    }
  }

  /** Rows in flight whose lease is over, locked. */
  List<ClaimRow> expired(Connection tx) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select %s from delivery d left join delivery p on p.id = d.parent
            where d.state = 'in-flight' and d.lease_until < clock_timestamp()
            order by d.lease_until limit ? for update of d skip locked\
            """
                .formatted(ClaimRow.COLUMNS))) {
      statement.setInt(1, EXPIRED_AT_ONCE);
      List<ClaimRow> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(ClaimRow.of(rows, 0, "", clock.instant()));
        }
      }
      return found;
    }
  }

  /** Of a row's owner, the person; null where it belongs to a row of a model. */
  static @Nullable Who person(Claimed row) {
    String owner = row.owner();
    return owner != null && owner.startsWith(Ids.PROFILE)
        ? new Who(row.key().workspace(), owner)
        : null;
  }
}
