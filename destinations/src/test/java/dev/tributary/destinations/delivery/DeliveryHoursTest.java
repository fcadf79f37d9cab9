package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.delivery.DeliveryCounts.Counted;
import dev.tributary.destinations.delivery.DeliveryCounts.Hour;
import dev.tributary.destinations.delivery.DeliveryCounts.Outcomes;
import dev.tributary.destinations.delivery.DeliveryCounts.Sender;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryHoursTest {
  private static final Duration BOUND = Duration.ofSeconds(90);

  @Test
  void eachRecordIsCountedOnceByItsFinalOutcome() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      AtomicBoolean down = new AtomicBoolean(true);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour =
          (batch, item) -> {
            if (down.get()) {
              return new Outcome.Transient("HTTP 500", null);
            }
            return item.matchValue().startsWith("bad")
                ? new Outcome.Rejected("email", "bad address")
                : null;
          };
      List<Message> people = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String email = (i < 3 ? "bad" : "p") + i + "@example.org";
        people.add(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.engine();
      bench.apply(people.toArray(Message[]::new));
      await().atMost(BOUND).until(() -> !store.requests.isEmpty());
      assertThat(bench.number("select count(*) from sync_hour")).isZero();
      down.set(false);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 37);
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 3);
      assertThat(sums(bench, destination))
          .isEqualTo(Map.of(new Sender(destination, sync), new Outcomes(37, 0, 0, 3)));
      assertThat(sums(bench, bench.destination())).isEmpty();
    }
  }

  @Test
  void hoursBeforeTheFirstCountAreMissingAndHoursWithoutDeliveriesAreZero() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(1_800);
      bench.change(
          "update delivery_hour_start set since = '%s'".formatted(now.minusSeconds(7_200)));
      Counted counted = read(bench, destination, now);
      assertThat(counted.since()).isEqualTo(now.minusSeconds(7_200));
      assertThat(counted.hours())
          .hasSize(3)
          .allMatch(hour -> hour.outcomes().isEmpty())
          .first()
          .extracting(Hour::at)
          .isEqualTo(now.minusSeconds(7_200).truncatedTo(ChronoUnit.HOURS));
    }
  }

  @Test
  void theHoursOfAWorkspaceHaveTheOutcomesOfEachSync() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId one = bench.destination();
      DestinationId other = bench.destination();
      bench.change(
          """
          insert into delivery_hour (workspace, destination, at, slot, delivered, failed)
          select workspace, destination, date_trunc('hour', now(), 'UTC'), slot, delivered, failed
          from (values ('wsp_1', '%1$s', 0, 5, 1), ('wsp_1', '%1$s', 1, 7, 0),
            ('wsp_1', '%2$s', 0, 10, 2), ('wsp_2', '%1$s', 0, 100, 100))
            as h (workspace, destination, slot, delivered, failed)\
          """
              .formatted(one, other));
      bench.change(
          """
          insert into sync_hour (workspace, destination, sync, at, slot, delivered, failed)
          select workspace, destination, sync, date_trunc('hour', now(), 'UTC'), slot, delivered, 0
          from (values ('wsp_1', '%1$s', 'syn_1', 0, 3), ('wsp_1', '%1$s', 'syn_1', 1, 4),
            ('wsp_1', '%1$s', 'syn_2', 0, 50), ('wsp_2', '%1$s', 'syn_1', 0, 100))
            as h (workspace, destination, sync, slot, delivered)\
          """
              .formatted(one));
      Map<Sender, Outcomes> ofOne =
          Map.of(
              new Sender(one, null), new Outcomes(12, 0, 0, 1),
              new Sender(one, new SyncId("syn_1")), new Outcomes(7, 0, 0, 0),
              new Sender(one, new SyncId("syn_2")), new Outcomes(50, 0, 0, 0));
      assertThat(sums(bench, one)).isEqualTo(ofOne);
      Map<Sender, Outcomes> ofAll = new HashMap<>(ofOne);
      ofAll.put(new Sender(other, null), new Outcomes(10, 0, 0, 2));
      assertThat(sums(bench, null)).isEqualTo(ofAll);
    }
  }

  private static Map<Sender, Outcomes> sums(Bench bench, @Nullable DestinationId destination) {
    Map<Sender, Outcomes> sums = new HashMap<>();
    for (Hour hour : read(bench, destination, Instant.now().plusSeconds(1)).hours()) {
      hour.outcomes()
          .forEach((each, outcomes) ->
              sums.merge(
                  each,
                  outcomes,
                  (one, other) ->
                      new Outcomes(
                          one.delivered() + other.delivered(),
                          one.accepted() + other.accepted(),
                          one.countedRefusals() + other.countedRefusals(),
                          one.failed() + other.failed())));
    }
    return sums;
  }

  private static Counted read(Bench bench, @Nullable DestinationId destination, Instant now) {
    Instant from = now.minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS);
    return new PostgresDeliveryCounts(bench.requests)
        .hours(Bench.WORKSPACE, destination, from, now);
  }
}
