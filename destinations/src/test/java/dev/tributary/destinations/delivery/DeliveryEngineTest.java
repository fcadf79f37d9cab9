package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryEngineTest {
  private static final Duration BOUND = Duration.ofSeconds(90);

  @Test
  void everyEventArrivesOnceAndInBatches() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.engine();
      bench.apply(events(bench, 0, 500));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 500);
      FakeDestination.Store store = bench.fake.store(destination);
      assertThat(store.writes.values()).hasSize(500).allMatch(times -> times == 1);
      assertThat(store.requests).hasSizeLessThan(50);
      assertThat(bench.number("select count(*) from outcome_outbox")).isPositive();
    }
  }

  @Test
  void anUnchangedRecordIsNotSentAgain() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      FakeDestination.Store store = bench.fake.store(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "a@example.org", "Ann")));
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 3, "a@example.org", "Anna")));
      await().atMost(BOUND).until(() -> store.requests.size() == 2);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records).containsEntry("rows/a@example.org", "{\"name\":\"Anna\"}");
    }
  }

  @Test
  void anOlderVersionThatArrivesLateChangesNothing() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 5, "a@example.org", "New")));
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 4, "a@example.org", "Old")));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(bench.fake.store(destination).records.values())
          .containsExactly("{\"name\":\"New\"}");
    }
  }

  @Test
  void aChangedMatchValueUpdatesTheSameRecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "old@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "new@example.org", "Ann")));
      FakeDestination.Store store = bench.fake.store(destination);
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(store.records).containsOnlyKeys("rows/new@example.org"));
      assertThat(bench.number("select count(*) from delivery")).isEqualTo(1);
    }
  }

  @Test
  void aRejectedBatchIsHalvedUntilTheGuiltyRecordIsAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) ->
              item.matchValue().startsWith("bad")
                  ? new Outcome.RefusedTogether(null, "bad address")
                  : null;
      List<Message> people = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String email = (i == 42 ? "bad" : "p" + i) + "@example.org";
        people.add(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.apply(people.toArray(Message[]::new));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 99);
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      // Corrected, it goes by itself.
      bench.apply(bench.updated(person(new ProfileId("prf_42"), 2, "good@example.org", "Name")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 100);
    }
  }

  @Test
  void aSyncOfWhichEveryRecordIsRefusedPausesAfterFewRequests() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      AtomicBoolean refuses = new AtomicBoolean(true);
      store.behaviour =
          (batch, item) ->
              refuses.get() ? new Outcome.RefusedTogether("country", "Required field") : null;
      List<Message> people = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String email = "p" + i + "@example.org";
        people.add(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.apply(people.toArray(Message[]::new));
      bench.engine();
      String paused = "select count(*) from pause where kind = 'sync' and words like '%s'";
      await().atMost(BOUND).until(() -> bench.number(paused.formatted("20 records%")) == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "in-flight") == 0);
      assertThat(store.requests).hasSizeLessThanOrEqualTo(30);
      assertThat(bench.count(destination, "rejected")).isEqualTo(20);
      // Once the cause is removed and the sync resumed, the others go in batches again.
      refuses.set(false);
      bench.execute("delete from pause");
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 280);
    }
  }

  @Test
  void aBatchWithManyBadRecordsPausesNoSync() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              item.matchValue().startsWith("bad")
                  ? new Outcome.RefusedTogether("country", "Required field")
                  : null;
      List<Message> people = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String email = (i < 60 ? "bad" : "p") + i + "@example.org";
        people.add(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.apply(people.toArray(Message[]::new));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 40);
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 60);
      assertThat(bench.number("select count(*) from pause")).isZero();
    }
  }

  @Test
  void aRefusedRecordGoesByItselfAfterItsIdentifierIsCorrected() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) ->
              item.matchValue().endsWith("exampel.org")
                  ? new Outcome.RefusedTogether("email", "bad address")
                  : null;
      bench.engine();
      ProfileState refused = person(new ProfileId("prf_1"), 1, "ann@exampel.org", "Ann");
      bench.apply(bench.updated(refused));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      // The person keeps the wrong address; the trait says which one is right.
      Identifier right = new Identifier(Identifier.EMAIL, "ann@example.org");
      ProfileState corrected =
          ProfileStateBuilder.builder(person(refused.profile(), 2, right.value(), "Ann"))
              .identifiers(List.of(refused.identifiers().getFirst(), right))
              .build();
      bench.apply(bench.updated(corrected));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records).containsOnlyKeys("rows/ann@example.org");
      assertThat(store.writes).isEqualTo(Map.of("rows/ann@example.org", 1));
      assertThat(bench.count(destination, "rejected")).isZero();
    }
  }

  @Test
  void aDeadDestinationSlowsNoOther() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId dead = bench.destination();
      DestinationId alive = bench.destination();
      bench.eventSync(dead);
      bench.eventSync(alive);
      CountDownLatch never = new CountDownLatch(1);
      bench.fake.store(dead).before = until(never);
      bench.engine();
      for (int i = 0; i < 20; i++) {
        bench.apply(events(bench, i * 100, 100));
      }
      await().atMost(BOUND).until(() -> bench.count(alive, "delivered") == 2_000);
      assertThat(bench.count(dead, "delivered")).isZero();
      never.countDown();
    }
  }

  @Test
  void anOutageIsSurvivedAndCostsNoRecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      AtomicBoolean down = new AtomicBoolean(true);
      bench.fake.store(destination).behaviour =
          (batch, item) -> down.get() ? new Outcome.Transient("HTTP 500", null) : null;
      bench.engine();
      bench.apply(events(bench, 0, 300));
      await().atMost(BOUND).until(() -> bench.fake.store(destination).requests.size() >= 3);
      down.set(false);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 300);
    }
  }

  @Test
  void aDestinationThatFailedWhenItsWorkerDiedIsWellOnceItAnswersAnother() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> new Outcome.Transient("HTTP 500", null);
      String failing = "select count(*) from destination_health where failing";
      DeliveryEngine first = bench.engine();
      bench.apply(events(bench, 0, 10));
      await().atMost(BOUND).until(() -> bench.number(failing) == 1);
      first.close();
      store.behaviour = (batch, item) -> null;
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 10);
      await().atMost(BOUND).until(() -> bench.number(failing) == 0);
    }
  }

  /** Of a batch that waits for the creation of its list, nothing is sent. */
  @Test
  void aBatchThatWaitsForItsPlaceDoesNotHideThatTheDestinationFails() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) ->
              store.requests.size() % 2 == 0
                  ? new Outcome.WaitsForPlace(Instant.now(), "\"list A\" is being created")
                  : new Outcome.Transient("HTTP 500", null);
      bench.engine();
      bench.apply(events(bench, 0, 1));
      await()
          .atMost(BOUND)
          .until(() -> bench.number("select count(*) from destination_health where failing") == 1);
      store.behaviour = (batch, item) -> null;
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
    }
  }

  @Test
  void aDestinationIsNotToBlameForWorkersThatDied() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      for (int i = 0; i < 4; i++) {
        bench.eventSync(destination);
      }
      bench.apply(events(bench, 0, 10));
      for (int i = 0; i < 4; i++) {
        bench.deliveries.claim(bench.catalogue().destination(destination).orElseThrow(), i, true);
      }
      bench.change("update delivery set lease_until = clock_timestamp()");
      CountDownLatch answering = new CountDownLatch(1);
      bench.fake.store(destination).before = until(answering);
      bench.engine();
      await()
          .atMost(BOUND)
          .until(
              () -> bench.number("select count(*) from delivery where reason = 'no-answer'") == 40);
      assertThat(bench.number("select count(*) from destination_health where failing")).isZero();
      answering.countDown();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 40);
    }
  }

  /** The connector submits by a request that is not recorded, so it may have arrived. */
  @Test
  void recordsOfClassEThatMayHaveBeenSentOutsideARecordedJobAreUncertain() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.E)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.apply(events(bench, 0, 3));
      WorkSearchResult _ =
          bench.deliveries.claim(bench.catalogue().destination(destination).orElseThrow(), 0, true);
      bench.change("update delivery set lease_until = clock_timestamp()");
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "uncertain") == 3);
      assertThat(bench.fake.store(destination).requests).isEmpty();
    }
  }

  @Test
  void refusedCredentialsPauseTheDestinationAndBurnNothing() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      AtomicBoolean refusing = new AtomicBoolean(true);
      bench.fake.store(destination).behaviour =
          (batch, item) -> refusing.get() ? new Outcome.Unauthorised("HTTP 401") : null;
      bench.engine();
      bench.apply(events(bench, 0, 10));
      await().atMost(BOUND).until(() -> bench.number("select count(*) from pause") == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "pending") == 10);
      assertThat(bench.number("select max(attempt) from delivery")).isZero();
      refusing.set(false);
      bench.resume(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 10);
    }
  }

  @Test
  void whatMayHaveArrivedIsSetRightWhenTheOldContentIsWantedBack() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      DeliveryEngine first = bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      store.behaviour = takingWithoutAnAnswer(store);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "a@example.org", "Bea")));
      stopWithoutAnAnswer(bench, first, destination);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 3, "a@example.org", "Ann")));
      store.behaviour = (batch, item) -> null;
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records).containsEntry("rows/a@example.org", "{\"name\":\"Ann\"}");
    }
  }

  @Test
  void whatMayHaveArrivedIsRemovedAlthoughItChangedMeanwhile() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "rows", new AudienceId("aud_1"));
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = takingWithoutAnAnswer(store);
      DeliveryEngine first = bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      bench.apply(bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1));
      stopWithoutAnAnswer(bench, first, destination);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "a@example.org", "Bea")));
      bench.apply(bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), false, 2, 2));
      store.behaviour = (batch, item) -> null;
      bench.engine();
      await().atMost(BOUND).untilAsserted(() -> assertThat(store.records).isEmpty());
    }
  }

  private static FakeDestination.Behaviour takingWithoutAnAnswer(FakeDestination.Store store) {
    return (batch, item) -> {
      store.records.put(batch.object() + "/" + item.matchValue(), item.fields().toString());
      return new Outcome.Ambiguous("cut");
    };
  }

  private static void stopWithoutAnAnswer(
      Bench bench, DeliveryEngine engine, DestinationId destination) {
    await()
        .atMost(BOUND)
        .until(() -> bench.number("select count(*) from delivery where reason = 'no-answer'") == 1);
    engine.close();
    await().atMost(BOUND).until(() -> engine.idle() && bench.count(destination, "retrying") == 1);
  }

  @Test
  void aMemberIsSentFirstAndThenPutOnTheList() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "contacts", new AudienceId("aud_1"));
      bench.engine();
      // The membership names a version that is not held yet: it waits, without holding up others.
      bench.apply(bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 2));
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      assertThat(bench.number("select count(*) from delivery")).isZero();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "a@example.org", "Ann")));
      FakeDestination.Store store = bench.fake.store(destination);
      await().atMost(BOUND).until(() -> store.records.size() == 2);
      assertThat(store.order.getFirst()).isEqualTo("+contacts/a@example.org");
      assertThat(store.order.getLast()).startsWith("+lists/");
      bench.apply(bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), false, 2, 2));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(store.records).containsOnlyKeys("contacts/a@example.org"));
    }
  }

  @Test
  void rowsAreWrittenAndRemovedAndUnchangedOnesLeftAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.modelSync(destination, new ModelId("mdl_1"), null);
      bench.engine();
      Message first = order(bench, "1", 10);
      Message second = order(bench, "2", 20);
      bench.apply(first, second);
      FakeDestination.Store store = bench.fake.store(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      bench.apply(order(bench, "1", 10), order(bench, "2", 21));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(store.records).containsEntry("rows/2", "{\"total\":21}"));
      assertThat(store.writes).containsEntry("rows/1", 1).containsEntry("rows/2", 2);
      bench.apply(bench.row(new ModelId("mdl_1"), "2", Change.REMOVED, Map.of()));
      await().atMost(BOUND).until(() -> store.records.keySet().equals(java.util.Set.of("rows/1")));
      int requests = store.requests.size();
      bench.apply(first, second);
      assertThat(bench.number("select count(*) from delivery where state <> 'delivered'")).isZero();
      assertThat(store.requests).as("late copies").hasSize(requests);
    }
  }

  @Test
  void aRetryOfABatchCarriesTheSameKey() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.C)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) -> store.requests.size() == 1 ? new Outcome.Ambiguous("cut") : null;
      bench.apply(events(bench, 0, 50));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 50);
      assertThat(store.requests).hasSize(2);
      assertThat(store.requests.getLast().key()).isEqualTo(store.requests.getFirst().key());
    }
  }

  @Test
  void atMostOnceLeavesWhatMayHaveArrivedToAPerson() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.C)) {
      DestinationId destination = bench.destination("{\"delivery\":\"at-most-once\"}");
      bench.eventSync(destination);
      bench.fake.store(destination).behaviour = (batch, item) -> new Outcome.Ambiguous("cut");
      bench.apply(events(bench, 0, 5));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "uncertain") == 5);
      assertThat(bench.fake.store(destination).requests).hasSize(1);
    }
  }

  private static Runnable until(CountDownLatch answering) {
    return () -> {
      try {
        answering.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static Message order(Bench bench, String id, int total) {
    return bench.row(
        new ModelId("mdl_1"),
        id,
        Change.CHANGED,
        Map.of("id", TextNode.valueOf(id), "total", IntNode.valueOf(total)));
  }

  private static Message[] events(Bench bench, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i ->
            bench.updated(
                person(new ProfileId("prf_" + i % 20), 1L + i, i % 20 + "@example.org", "Name"),
                event("evt_" + i, Map.of())))
        .toArray(Message[]::new);
  }
}
