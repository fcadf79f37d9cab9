package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EffectClass;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsInFlightTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final int EVENTS = 1_000;

  @Test
  void aDestinationWithoutRowsMayAlwaysTakeABatch() {
    RowsInFlight rows = new RowsInFlight(150);
    RowsInFlight.Share first = rows.share();
    RowsInFlight.Share second = rows.share();
    first.add(100);
    assertThat(first.allows()).isTrue();
    first.add(100);
    assertThat(first.allows()).isFalse();
    assertThat(second.allows()).isTrue();
    second.add(100);
    first.remove(100);
    assertThat(first.allows()).isFalse();
    second.remove(100);
    assertThat(first.allows()).isTrue();
  }

  @Test
  void aDestinationThatHangsHoldsNoMoreRowsAndDelaysNoOtherOne() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId hanging = bench.destination();
      DestinationId other = bench.destination();
      bench.eventSync(hanging);
      bench.eventSync(other);
      CountDownLatch answers = new CountDownLatch(1);
      AtMost atMost = new AtMost();
      FakeDestination.Store store = bench.fake.store(hanging);
      store.watch = atMost;
      store.before =
          () -> {
            try {
              answers.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      bench.engine(new RowsInFlight(150));
      bench.apply(
          IntStream.range(0, EVENTS)
              .mapToObj(n ->
                  bench.updated(
                      person(new ProfileId("prf_" + n), 1, n + "@example.org", "Name"),
                      event("evt_" + n, Map.of())))
              .toArray(Message[]::new));
      await().atMost(BOUND).until(() -> bench.count(other, "delivered") == EVENTS);
      assertThat(atMost.most).hasValueBetween(1, 2);
      answers.countDown();
      await().atMost(BOUND).until(() -> bench.count(hanging, "delivered") == EVENTS);
    }
  }

  /** The largest number of batches that were on their way at once. */
  private static final class AtMost implements FakeDestination.Watch {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public void entered(Batch batch) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
    }

    @Override
    public void left(Batch batch) {
      now.decrementAndGet();
    }
  }
}
