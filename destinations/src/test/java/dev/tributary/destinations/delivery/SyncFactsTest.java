package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.postgres.DestinationFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the check for alerts gets to know of the deliveries of each sync. */
class SyncFactsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int PEOPLE = 20;
  private static final int BAD = 3;

  @Test
  void theAttemptsAndTheFailuresOfAnHourAreCountedForEachSync() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.copyDefinitionsTo(new WorkspaceId("wsp_2"));
      Instant before = InstantSource.system().instant();
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              item.matchValue().startsWith("bad")
                  ? new Outcome.RefusedTogether(null, "bad address")
                  : null;
      List<Message> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        String email = (i < BAD ? "bad" : "p") + i + "@example.org";
        people.add(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.apply(people.toArray(Message[]::new));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == BAD);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == PEOPLE - BAD);

      assertThat(ofSyncs(bench, Bench.WORKSPACE, Clock.systemUTC()))
          .singleElement()
          .satisfies(fact -> {
            assertThat(fact.sync()).isEqualTo(sync);
            assertThat(fact.attempted()).isGreaterThanOrEqualTo(PEOPLE);
            assertThat(fact.failed()).isEqualTo(BAD);
            assertThat(fact.failedSince()).isAfter(before.minusSeconds(1));
          });
      assertThat(ofSyncs(bench, new WorkspaceId("wsp_2"), Clock.systemUTC()))
          .as("a sync of another workspace, without deliveries")
          .singleElement()
          .satisfies(fact -> {
            assertThat(fact.attempted()).isZero();
            assertThat(fact.failed()).isZero();
            assertThat(fact.failedSince()).isNull();
          });
      Clock later = Clock.fixed(before.plus(Duration.ofHours(2)), ZoneOffset.UTC);
      assertThat(ofSyncs(bench, Bench.WORKSPACE, later))
          .singleElement()
          .satisfies(fact -> assertThat(fact.failed()).isZero());
    }
  }

  /** The facts of a destination and of its syncs come from the same rows. */
  @Test
  void attemptsAndFailedDeliveriesAreReadOnceForTheDestinationAndItsSyncs() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              item.matchValue().startsWith("bad")
                  ? new Outcome.RefusedTogether(null, "bad address")
                  : null;
      bench.apply(
          bench.updated(person(new ProfileId("prf_1"), 1, "bad@example.org", "Name")),
          bench.updated(person(new ProfileId("prf_2"), 1, "good@example.org", "Name")));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);

      List<String> statements = Collections.synchronizedList(new ArrayList<>());
      List<WorkspaceFact> facts =
          new DestinationFacts(
                  RecordedStatements.recording(bench.worker, statements),
                  bench.catalogue::newest,
                  Clock.systemUTC())
              .facts(Set.of(Bench.WORKSPACE));

      assertThat(statements).filteredOn(each -> each.contains("'rejected'")).hasSize(1);
      assertThat(statements).filteredOn(each -> each.contains("from attempt")).hasSize(1);
      Fact.Deliveries ofDestination = only(facts, Fact.Deliveries.class);
      Fact.SyncDeliveries ofSync = only(facts, Fact.SyncDeliveries.class);
      assertThat(ofDestination.failed()).isEqualTo(1).isEqualTo(ofSync.failed());
      assertThat(ofDestination.attempted()).isEqualTo(ofSync.attempted()).isPositive();
      assertThat(ofDestination.lastDelivered()).isNotNull();
    }
  }

  private static <F extends Fact> F only(List<WorkspaceFact> facts, Class<F> type) {
    List<F> found =
        facts.stream().map(WorkspaceFact::fact).filter(type::isInstance).map(type::cast).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<Fact.SyncDeliveries> ofSyncs(
      Bench bench, WorkspaceId workspace, Clock clock) {
    return new DestinationFacts(bench.worker, bench.catalogue::newest, clock)
        .facts(workspace).stream()
            .filter(Fact.SyncDeliveries.class::isInstance)
            .map(Fact.SyncDeliveries.class::cast)
            .toList();
  }
}
