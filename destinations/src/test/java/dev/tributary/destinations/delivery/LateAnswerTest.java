package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to requests of a former version of a destination. The clock stands still. */
class LateAnswerTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

  private final MovedClock clock = new MovedClock(Clock.fixed(NOW, ZoneOffset.UTC));
  private final FakeDestination fake = new FakeDestination(EffectClass.B);
  private final InMemoryBench bench = new InMemoryBench(fake, clock);
  private final Catalogue.Sync sync = bench.events(Json.MAPPER.createObjectNode(), Map.of());
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch changed = new CountDownLatch(1);

  @ParameterizedTest
  @ValueSource(strings = {"quota", "credentials", "setting"})
  void theAnswerToAFormerVersionHoldsAndStopsNothing(String cause) throws Exception {
    answersFirst(
        switch (cause) {
          case "quota" -> new Outcome.QuotaSpent(TOMORROW, "The quota of the day is spent");
          case "credentials" -> new Outcome.Unauthorised("The token is not valid");
          default -> new Outcome.Misconfigured("There is no such list");
        });
    try (DeliveryEngine engine = bench.engine(bench.ledger, clock)) {
      append("evt_1");
      asked.await();
      bench.change(sync.destination().id());
      append("evt_2");
      reaches(engine, "evt_2", State.DELIVERED);
      changed.countDown();

      reaches(engine, "evt_1", State.DELIVERED);
      append("evt_3");
      reaches(engine, "evt_3", State.DELIVERED);
    }
  }

  @Test
  void theAnswerToThePresentVersionHoldsTheDestination() throws Exception {
    answersFirst(new Outcome.QuotaSpent(TOMORROW, "The quota of the day is spent"));
    changed.countDown();
    try (DeliveryEngine engine = bench.engine(bench.ledger, clock)) {
      append("evt_1");
      await()
          .atMost(BOUND)
          .until(() -> {
            engine.wake(sync.destination().id());
            return AttemptReport.QUOTA_SPENT.equals(bench.ledger.reason(row("evt_1").id()));
          });
      append("evt_2");
      await()
          .during(Duration.ofSeconds(1))
          .atMost(BOUND)
          .until(() -> {
            engine.wake(sync.destination().id());
            return row("evt_2").state() == State.PENDING;
          });
      bench.change(sync.destination().id());
      reaches(engine, "evt_2", State.DELIVERED);
    }
  }

  /** The first request has its answer once {@link #changed} is open; all others arrive. */
  private void answersFirst(Outcome outcome) {
    FakeDestination.Store store = fake.store(sync.destination().id());
    store.behaviour =
        (batch, item) -> {
          if (asked.getCount() == 0) {
            return null;
          }
          asked.countDown();
          await().atMost(BOUND).until(() -> changed.getCount() == 0);
          return outcome;
        };
  }

  private void append(String event) {
    bench.append(List.of(InMemoryBench.event(sync, key(event))), Priority.LIVE);
  }

  private String key(String event) {
    return event + "/" + sync.id();
  }

  private Delivery row(String event) {
    Delivery row = bench.find(InMemoryBench.event(sync, key(event)).key());
    assertThat(row).as(event).isNotNull();
    return row;
  }

  private void reaches(DeliveryEngine engine, String event, State state) {
    await()
        .atMost(BOUND)
        .until(() -> {
          engine.wake(sync.destination().id());
          return row(event).state() == state;
        });
  }
}
