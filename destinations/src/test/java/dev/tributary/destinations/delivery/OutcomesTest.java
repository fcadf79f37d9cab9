package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.DeliveryAttempt;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.explain.Explain;
import dev.tributary.destinations.explain.Explanation;
import dev.tributary.destinations.explain.PersonFacts;
import dev.tributary.destinations.explain.Stop;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryCounts;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.postgres.queries.PostgresPersonFacts;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records that a destination neither confirms nor refuses at once. */
class OutcomesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final ProfileId ANN = new ProfileId("prf_1");

  @Test
  void aReceivedRecordIsDoneAndIsNowhereCalledDelivered() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.receives = item -> true;
      bench.engine();
      bench.apply(bench.updated(ann(1, "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);

      Explanation explanation = explained(bench, sync);
      assertThat(explanation.stop()).isNull();
      assertThat(explanation.received()).isTrue();
      assertThat(explanation.reaches(Step.ACCEPTED)).isTrue();
      DeliveryRow row = onlyRow(bench);
      assertThat(row.state()).isEqualTo(State.ACCEPTED);
      assertThat(row.presence()).isEqualTo(Presence.UNKNOWN);
      assertThat(row.deliveredVersion()).isEqualTo(1);
      assertThat(counted(bench, destination)).isEqualTo(new DeliveryCounts.Outcomes(0, 1, 0, 0));

      bench.apply(bench.updated(ann(2, "Ann")));
      assertThat(bench.count(destination, "accepted")).isEqualTo(1);
      assertThat(store.requests).hasSize(1);
    }
  }

  @Test
  void contentThatReturnsToWhatWasReceivedIsReceivedAndNotDelivered() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.fake.store(destination).receives = item -> true;
      bench.engine();
      bench.apply(bench.updated(ann(1, "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
      bench.pause(destination);
      bench.apply(bench.updated(ann(2, "Anna")));
      assertThat(bench.count(destination, "pending")).isEqualTo(1);
      assertThat(onlyRow(bench).presence()).isEqualTo(Presence.UNKNOWN);
      bench.apply(bench.updated(ann(3, "Ann")));
      assertThat(bench.count(destination, "accepted")).isEqualTo(1);
    }
  }

  @Test
  void refusalsWithoutNamesAreOnTheAttemptTheRowsAndTheHour() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      List<CountedRefusal> refusals = List.of(new CountedRefusal("invalid e-mail", 3));
      bench.fake.store(destination).behaviour =
          (batch, item) -> Outcome.accepted(batch.items().size(), refusals).getFirst();
      bench.apply(people(bench, 0, 100));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 100);
      PostgresDeliveryLog queries = new PostgresDeliveryLog(bench.requests);
      DeliveryRow row = rows(bench).getFirst();
      assertThat(row.reason()).isEqualTo("partly-refused");
      assertThat(row.words()).isEqualTo("3 of 100 records were refused: 3 invalid e-mail");
      List<DeliveryAttempt> attempts = queries.attempts(Bench.WORKSPACE, row.attempts());
      assertThat(attempts).extracting(DeliveryAttempt::refusals).containsExactly(refusals);
      assertThat(counted(bench, destination)).isEqualTo(new DeliveryCounts.Outcomes(0, 100, 3, 0));
    }
  }

  @Test
  void anotherProcessAsksForTheResultOfAJob() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.E)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      store.jobAnswer = (job, item) -> submitted(job);
      DeliveryEngine first = bench.engine();
      bench.apply(people(bench, 1, 4));
      await().atMost(BOUND).until(() -> store.questions.get() > 1);
      first.close();
      await().atMost(BOUND).until(first::idle);
      assertThat(bench.count(destination, "submitted")).isEqualTo(3);
      assertThat(explained(bench, sync).stop()).isInstanceOf(Stop.Submitted.class);
      assertThat(store.records).isEmpty();
      assertThat(bench.number("select count(*) from attempt where question")).isLessThan(2);

      store.behaviour = (batch, item) -> null;
      store.jobAnswer = (job, item) -> null;
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      assertThat(store.records).hasSize(3);
      assertThat(store.requests).as("sent once").hasSize(1);
      DeliveryRow row = rows(bench).getFirst();
      assertThat(row.attempt()).isEqualTo(1);
      assertThat(row.attempts()).as("the request, and the question with the result").hasSize(2);
      assertThat(bench.number("select count(*) from delivery where job is not null")).isZero();
    }
  }

  @Test
  void aChangeWaitsForTheResultOfTheJobThatHasTheRecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> item.version() == 1 ? submitted("job-1") : null;
      store.jobAnswer = (job, item) -> submitted(job);
      bench.engine();
      bench.apply(bench.updated(ann(1, "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "submitted") == 1);
      // Another match value, too: the result belongs to the one that was sent.
      bench.apply(bench.updated(person(ANN, 2, "new@example.org", "Anna")));
      int before = store.questions.get();
      await().atMost(BOUND).until(() -> store.questions.get() > before + 2);
      assertThat(bench.count(destination, "submitted")).isEqualTo(1);
      assertThat(store.requests).hasSize(1);
      store.jobAnswer = (job, item) -> null;
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.order).containsExactly("+rows/ann@example.org", "+rows/new@example.org");
      assertThat(store.records).containsOnlyKeys("rows/new@example.org");
      assertThat(store.requests.getLast().items().getFirst().deliveredAs())
          .isEqualTo("ann@example.org");
    }
  }

  @Test
  void aJobThatCannotBeAskedIsNotSentAgain() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.C)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      store.reachable = false;
      bench.engine();
      bench.apply(bench.updated(ann(1, "Ann")));
      await()
          .atMost(BOUND)
          .until(() -> bench.number("select count(*) from destination_health where failing") == 1);
      assertThat(bench.count(destination, "submitted")).isEqualTo(1);
      store.reachable = true;
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.requests).hasSize(1);
    }
  }

  @Test
  void aRecordThatExistsOrIsMissingIsRefusedWithThisReason() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> new Outcome.RefusedExisting("Ann is there");
      bench.engine();
      bench.apply(bench.updated(ann(1, "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(explained(bench, sync).stop()).isInstanceOf(Stop.RefusedExisting.class);
      store.behaviour = (batch, item) -> new Outcome.RefusedMissing("Ann is not there");
      bench.apply(bench.updated(ann(2, "Anna")));
      await()
          .atMost(BOUND)
          .until(() -> explained(bench, sync).stop() instanceof Stop.RefusedMissing);
      assertThat(onlyRow(bench).presence()).isEqualTo(Presence.ABSENT);
    }
  }

  @Test
  void aRecordFollowsTheOneThatItRefersTo() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      AtomicBoolean parent = new AtomicBoolean();
      bench.fake.store(destination).behaviour =
          (batch, item) -> parent.get() ? null : new Outcome.WaitsForRecord("Acme is missing");
      bench.engine();
      bench.apply(bench.updated(ann(1, "Ann")));
      await()
          .atMost(BOUND)
          .until(() -> explained(bench, sync).stop() instanceof Stop.WaitsForAnotherRecord);
      assertThat(onlyRow(bench).words()).isEqualTo("Acme is missing");
      parent.set(true);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
    }
  }

  @Test
  void aSpentQuotaHoldsTheDestinationForAllInstancesUntilItIsResumed() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      Instant until = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
      store.behaviour = (batch, item) -> new Outcome.QuotaSpent(until, "Tomorrow");
      bench.engine();
      bench.apply(people(bench, 1, 4));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> {
            Stop stop = explained(bench, sync).stop();
            assertThat(stop).isInstanceOf(Stop.QuotaSpent.class);
            assertThat(((Stop.QuotaSpent) stop).until()).isEqualTo(until);
          });
      assertThat(bench.number("select max(attempt) from delivery")).isZero();
      bench.engine();
      bench.apply(people(bench, 4, 100));
      await().during(Duration.ofSeconds(2)).atMost(BOUND).until(() -> store.requests.size() == 1);
      Catalogue.Destination held = bench.catalogue().destination(destination).orElseThrow();
      assertThat(bench.deliveries.due(List.of(held))).isEmpty();

      store.behaviour = (batch, item) -> null;
      bench.status.resume(Bench.WORKSPACE, new PauseTarget.OfDestination(destination), destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 99);
      assertThat(store.requests.stream().map(each -> each.items().size())).containsExactly(3, 99);
    }
  }

  @Test
  void anotherDefinitionOfTheDestinationEndsTheHold() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) ->
              new Outcome.QuotaSpent(Instant.now().plus(Duration.ofHours(1)), "Tomorrow");
      bench.engine();
      bench.apply(people(bench, 1, 4));
      await()
          .atMost(BOUND)
          .until(() -> bench.number("select count(*) from delivery where reason is not null") == 3);
      store.behaviour = (batch, item) -> null;
      bench.change(
          "update definition set version = version + 1, updated_at = now() where id = '%s'"
              .formatted(destination));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
    }
  }

  @Test
  void aLongLimitOfTheDestinationHoldsItAndAShortOneDoesNot() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) -> new Outcome.RateLimited(Instant.now().plusSeconds(1), "slowly");
      bench.engine();
      bench.apply(people(bench, 1, 2));
      await().atMost(BOUND).until(() -> store.requests.size() > 1);
      assertThat(bench.number("select count(*) from destination_health where held_until > now()"))
          .isZero();
      store.behaviour =
          (batch, item) -> new Outcome.RateLimited(Instant.now().plusSeconds(600), "slowly");
      await()
          .atMost(BOUND)
          .until(() ->
              bench.number("select count(*) from destination_health where held_until > now()")
                  == 1);
      int before = store.requests.size();
      bench.apply(people(bench, 2, 5));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(BOUND)
          .until(() -> store.requests.size() == before);
    }
  }

  @Test
  void aReportThatIsRepeatedCountsRefusalsOnce() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.apply(people(bench, 0, 10));
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      LeasedBatch batch =
          ((WorkSearchResult.Taken) bench.deliveries.claim(destination, 0, true)).batch();
      List<Outcome> outcomes = Outcome.accepted(10, List.of(new CountedRefusal("too old", 3)));
      OutcomeDecision decision =
          new OutcomeDecision(
              EffectClass.A, false, Instant.now(), Duration.ofSeconds(1), Duration.ofSeconds(1));
      List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
      AttemptResult result = AttemptResult.of(reports, outcomes, List.of());
      bench.deliveries.report(batch, reports, result);
      bench.deliveries.report(batch, reports, result);
      assertThat(counted(bench, id)).isEqualTo(new DeliveryCounts.Outcomes(0, 10, 3, 0));
    }
  }

  private static Outcome.Submitted submitted(String job) {
    return new Outcome.Submitted(job, Instant.now(), "working");
  }

  private static dev.tributary.contracts.profile.ProfileState ann(long version, String name) {
    return person(ANN, version, "ann@example.org", name);
  }

  private static Message[] people(Bench bench, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            bench.updated(person(new ProfileId("prf_" + i), 1, "p" + i + "@example.org", "Name")))
        .toArray(Message[]::new);
  }

  private static DeliveryRow onlyRow(Bench bench) {
    assertThat(rows(bench)).hasSize(1);
    return rows(bench).getFirst();
  }

  private static List<DeliveryRow> rows(Bench bench) {
    return new PostgresDeliveryLog(bench.requests)
        .list(Bench.WORKSPACE, DeliveryFilter.ALL, DeliveryOrder.CREATED, null, 100);
  }

  private static DeliveryCounts.Outcomes counted(Bench bench, DestinationId destination) {
    Instant now = Instant.now();
    return new PostgresDeliveryCounts(bench.requests)
            .hours(
                Bench.WORKSPACE,
                destination,
                now.minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS),
                now.plusSeconds(1))
            .hours()
            .stream()
            .flatMap(hour -> hour.outcomes().values().stream())
            .findFirst()
            .orElseThrow();
  }

  private static Explanation explained(Bench bench, SyncId id) throws SQLException {
    Catalogue.Sync sync = bench.catalogue().sync(id).orElseThrow();
    PersonFacts facts =
        new PostgresPersonFacts(bench.requests)
            .read(
                Bench.WORKSPACE, sync.destination().id(), ANN, List.of(sync), Set.of(), _ -> false)
            .orElseThrow();
    return new Explain(purpose -> bench.unknownAllows.test(Bench.WORKSPACE, purpose))
        .of(facts.syncs().getFirst());
  }
}
