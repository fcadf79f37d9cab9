package dev.tributary.destinations.delivery;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresLedger.Owner;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.SyncSpec;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

class PostgresDeliveriesTest extends DeliveryStoreContract {
  @Override
  TestLedger open(FakeDestination connector) throws SQLException {
    return new InPostgres(Bench.allowing(connector));
  }

  private static final class InPostgres implements TestLedger {
    private final Bench bench;
    private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    private final PostgresLedger ledger = new PostgresLedger(() -> ids.next(Ids.DELIVERY));
    private DeliveryStore store;

    InPostgres(Bench bench) throws SQLException {
      this.bench = bench;
      store = bench.deliveries;
      for (ProfileId person : PEOPLE) {
        bench.apply(bench.updated(Bench.person(person, 1, person + "@example.org", "Name")));
      }
    }

    @Override
    public DestinationId destination(DestinationSpec spec) throws SQLException {
      return bench.destination(spec);
    }

    @Override
    public SyncId sync(SyncSpec spec) throws SQLException {
      return bench.sync(spec);
    }

    @Override
    public void delete(SyncId sync) throws SQLException {
      bench.change(
          "update definition set deleted = true, version = version + 1 where id = '%s'"
              .formatted(sync));
    }

    @Override
    public Catalogue catalogue() throws SQLException {
      return bench.catalogue();
    }

    @Override
    public DeliveryStore store() {
      return store;
    }

    /** A change of the ledger, as a transaction. */
    private interface Change {
      void in(Connection tx) throws SQLException;
    }

    private void change(Change work) throws SQLException {
      try (Connection tx = bench.worker.getConnection()) {
        tx.setAutoCommit(false);
        work.in(tx);
        tx.commit();
      }
    }

    @Override
    public void desire(List<DesiredRecord> desired) throws SQLException {
      List<Owner> owners =
          desired.stream()
              .flatMap(InMemoryBench::owners)
              .distinct()
              .map(owner -> new Owner(Bench.WORKSPACE, owner))
              .toList();
      change(tx -> {
        LedgerBatch batch =
            ledger.open(tx, desired.stream().map(DesiredRecord::key).toList(), owners);
        desired.forEach(each -> batch.apply(each, InMemoryBench.owners(each).toList()));
        ledger.write(tx, batch);
      });
    }

    @Override
    public void append(List<EventDelivery> events, Priority lane) throws SQLException {
      change(tx -> ledger.append(tx, events, lane));
    }

    @Override
    public void answer(ProfileId person, Consent consent) throws SQLException {
      bench.change(
          "update person set granted = '{%s}', denied = '{%s}' where profile = '%s'"
              .formatted(
                  String.join(",", consent.granted()), String.join(",", consent.denied()), person));
      change(tx ->
          ledger.reconsider(tx, List.of(Bench.person(person, 2, person + "@example.org", "Name"))));
    }

    @Override
    public void resume(PauseTarget target, DestinationId of) {
      bench.status.resume(Bench.WORKSPACE, target, of);
    }

    /** An instance that has begun since then searches all rows. */
    @Override
    public void pass(Duration time) throws SQLException {
      String interval = "interval '%d milliseconds'".formatted(time.toMillis());
      bench.change(
          """
          update delivery set not_before = not_before - %1$s, lease_until = lease_until - %1$s,
            first_attempt_at = first_attempt_at - %1$s, settles_at = settles_at - %1$s,
            submitted_at = submitted_at - %1$s, desired_at = desired_at - %1$s\
          """
              .formatted(interval));
      bench.change(
          """
          update job set not_before = not_before - %1$s, lease_until = lease_until - %1$s,
            begun_at = begun_at - %1$s, deadline_at = deadline_at - %1$s,
            slot_until = slot_until - %1$s\
          """
              .formatted(interval));
      bench.change("update destination_health set held_until = held_until - " + interval);
      store = bench.deliveries(bench.worker);
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public @Nullable Delivery find(RecordKey key) throws SQLException {
      try (Connection tx = bench.worker.getConnection()) {
        return PostgresLedger.look(tx, List.of(key), List.of()).stream()
            .filter(row -> row.key().equals(key))
            .findFirst()
            .orElse(null);
      }
    }

    @Override
    public @Nullable String reason(String id) throws SQLException {
      String reason =
          bench.text("select coalesce(reason, '') from delivery where id = '%s'".formatted(id));
      return reason.isEmpty() ? null : reason;
    }

    @Override
    public void close() throws Exception {
      bench.close();
    }
  }
}
