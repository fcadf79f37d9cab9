package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.postgres.delivery.SampleQueries;
import dev.tributary.destinations.postgres.queries.FunnelQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final ProfileId ANN = new ProfileId("prf_1");
  private static final String RECORD = "rows/a@example.org";

  /** The hash is of the stored format: another one would send every record again. */
  @Test
  void syncsThatWereStoredBeforeSendNothingAgain() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId people = bench.destination();
      bench.profileSync(people);
      DestinationId events = bench.destination();
      bench.eventSync(events);
      bench.execute(
          "update definition set spec = jsonb_set(spec, '{mode}', '\"upsert\"')"
              + " where kind = 'sync'");
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann"), event("evt_1", Map.of())));
      await().atMost(BOUND).until(() -> bench.count(people, "delivered") == 1);
      await().atMost(BOUND).until(() -> bench.count(events, "delivered") == 1);
      assertThat(bench.text("select delivered_hash from delivery where not is_event"))
          .isEqualTo("1f62816cfdb3509415b3eb324c084cec");

      bench.apply(bench.updated(person(ANN, 2, "a@example.org", "Ann"), event("evt_1", Map.of())));
      bench.apply(bench.updated(person(ANN, 3, "a@example.org", "Ann"), event("evt_2", Map.of())));
      await().atMost(BOUND).until(() -> bench.count(events, "delivered") == 2);
      assertThat(bench.fake.store(people).requests).hasSize(1);
      assertThat(bench.count(people, "delivered")).isEqualTo(1);
      assertThat(bench.fake.store(events).writes)
          .isEqualTo(Map.of("events/evt_1", 1, "events/evt_2", 1));
    }
  }

  @Test
  void theModeOfTheSyncReachesTheConnector() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.UPDATE_ONLY);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> new Outcome.RefusedMissing("no such record");
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(store.requests).extracting(Batch::mode).containsOnly(Mode.UPDATE_ONLY);
      assertThat(bench.text("select reason from delivery")).isEqualTo("missing");
    }
  }

  @Test
  void aRecordThatWasCreatedIsNotSentAgainInTheModeCreateOnly() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId creating = bench.destination();
      bench.profileSync(creating, Mode.CREATE_ONLY);
      DestinationId upserting = bench.destination();
      bench.profileSync(upserting);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(creating, "delivered") == 1);
      await().atMost(BOUND).until(() -> bench.count(upserting, "delivered") == 1);
      bench.apply(bench.updated(person(ANN, 2, "a@example.org", "Anna")));
      await()
          .atMost(BOUND)
          .until(() -> bench.fake.store(upserting).writes.getOrDefault(RECORD, 0) == 2);
      assertThat(bench.count(creating, "delivered")).isEqualTo(1);
      assertThat(bench.fake.store(creating).writes).containsEntry(RECORD, 1);
      assertThat(bench.fake.store(creating).records.get(RECORD))
          .contains("Ann")
          .doesNotContain("Anna");
    }
  }

  @Test
  void aRecordThatCouldNotBeCreatedIsTriedAgainWithNewContent() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.CREATE_ONLY);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> new Outcome.RefusedExisting("exists");
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(bench.text("select reason from delivery")).isEqualTo("exists");
      store.behaviour = (batch, item) -> null;
      bench.apply(bench.updated(person(ANN, 2, "a@example.org", "Anna")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records.get(RECORD)).contains("Anna");
    }
  }

  @Test
  void aRecordThatSomebodyElseCreatedIsRemovedOnceInTheModeDelete() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.DELETE);
      FakeDestination.Store store = bench.fake.store(destination);
      store.records.put(RECORD, "{}");
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records).isEmpty();
      assertThat(store.order).containsExactly("-" + RECORD);
      bench.apply(bench.updated(person(ANN, 2, "a@example.org", "Anna")));
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bob")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(store.order).containsExactly("-" + RECORD, "-rows/b@example.org");
    }
  }

  @Test
  void aNewMatchValueIsANewRecordToDelete() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.DELETE);
      FakeDestination.Store store = bench.fake.store(destination);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> store.order.size() == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      store.records.put("rows/b@example.org", "{}");
      bench.apply(bench.updated(person(ANN, 2, "b@example.org", "Ann")));
      await().atMost(BOUND).until(() -> store.records.isEmpty());
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      store.records.put(RECORD, "{}");
      bench.apply(bench.updated(person(ANN, 3, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> store.records.isEmpty());
      assertThat(store.order).containsExactly("-" + RECORD, "-rows/b@example.org", "-" + RECORD);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(bench.number("select count(*) from delivery")).isEqualTo(1);
    }
  }

  @Test
  void aMatchValueThatChangesDuringADeletionIsDeletedToo() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.DELETE);
      FakeDestination.Store store = bench.fake.store(destination);
      store.before =
          () -> {
            store.before = () -> {};
            try {
              bench.apply(bench.updated(person(ANN, 2, "b@example.org", "Ann")));
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          };
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(store.order).containsExactlyInAnyOrder("-" + RECORD, "-rows/b@example.org");
    }
  }

  /** The sync wrote the record before it got the mode delete. */
  @Test
  void aRecordThatWasWrittenIsDeletedByItsOldMatchValueAndByTheNewOne() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      store.records.put("rows/b@example.org", "{}");
      bench.execute(
          ("update definition set version = version + 1, updated_at = clock_timestamp(), spec ="
                  + " spec || '{\"mode\": \"delete\", \"mapping\": []}'::jsonb where id = '%s'")
              .formatted(sync));
      await()
          .atMost(BOUND)
          .until(() -> bench.catalogue().sync(sync).orElseThrow().spec().mode() == Mode.DELETE);
      bench.apply(bench.updated(person(ANN, 2, "b@example.org", "Ann")));
      await().atMost(BOUND).until(() -> store.records.isEmpty());
      assertThat(store.order).containsOnlyOnce("-" + RECORD, "-rows/b@example.org");
    }
  }

  @Test
  void samplesOfASyncThatDeletesAreRemovals() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination, Mode.DELETE);
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      SampleQueries samples =
          new SampleQueries(bench.requests, bench.unknownAllows, Clock.systemUTC());
      assertThat(samples.known(bench.catalogue().sync(sync).orElseThrow(), 10))
          .singleElement()
          .satisfies(known -> {
            assertThat(known.record()).isEqualTo("a@example.org");
            assertThat(known.content().present()).isFalse();
            assertThat(known.withheldFor()).isNull();
          });
    }
  }

  /** Consent is for content. A removal has none. */
  @Test
  void aDeletionNeedsNoConsent() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination, Mode.DELETE);
      bench.fake.store(destination).records.put(RECORD, "{}");
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(bench.fake.store(destination).records).isEmpty();
      Funnel funnel =
          new FunnelQueries(
                  new RequestDatabase(bench.worker), bench.unknownAllows, Clock.systemUTC(), 10)
              .of(bench.catalogue().sync(sync).orElseThrow());
      assertThat(funnel.people()).isEqualTo(1);
      assertThat(funnel.stops()).isEmpty();
    }
  }
}
