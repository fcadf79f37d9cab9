package dev.tributary.control.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.event.Tick;
import dev.tributary.control.postgres.OwnDatabase;
import dev.tributary.control.postgres.clock.PostgresClockStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances and one lease, over a real PostgreSQL. */
class LeaseTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(30);

  private final List<Instant> byFirst = new CopyOnWriteArrayList<>();
  private final List<Instant> bySecond = new CopyOnWriteArrayList<>();
  private OwnDatabase database;
  private ClockStore store;
  private Ticker first;
  private Ticker second;

  @BeforeEach
  void twoInstances() {
    database = new OwnDatabase();
    store = new PostgresClockStore(database.worker());
    first = ticker("first", byFirst);
    second = ticker("second", bySecond);
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    database.close();
  }

  private Ticker ticker(String name, List<Instant> ticks) {
    return new Ticker(name, store, tick -> ticks.add(tick.at()), LONGEST_OUTAGE);
  }

  @Test
  void whenTheInstanceThatTicksIsGoneTheOtherTicksOnAndTimeNeverGoesBack() {
    first.start();
    await().atMost(BOUND).until(() -> byFirst.size() >= 3);
    second.start();
    await().atMost(BOUND).until(() -> byFirst.size() >= 8);
    assertThat(bySecond).isEmpty();

    first.close();
    await().atMost(BOUND).until(() -> bySecond.size() >= 3);
    assertThat(store.read().owner()).isEqualTo("second");
    assertThat(byFirst).isSorted();
    assertThat(bySecond).isSorted();
    assertThat(bySecond.getFirst()).isAfter(byFirst.getLast());
  }

  @Test
  void aLogThatIsNotTheInstallationsGetsNoTick() {
    List<Instant> ticks = new CopyOnWriteArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean open = new AtomicBoolean();
    TickSink sink =
        new TickSink() {
          @Override
          public boolean open() {
            asked.incrementAndGet();
            return open.get();
          }

          @Override
          public void write(Tick tick) {
            ticks.add(tick.at());
          }
        };
    try (Ticker ticker = new Ticker("third", store, sink, LONGEST_OUTAGE)) {
      ticker.start();
      await().atMost(BOUND).until(() -> asked.get() >= 3);
      assertThat(ticker.tick()).isEmpty();
      assertThat(ticks).isEmpty();
      open.set(true);
      await().atMost(BOUND).until(() -> !ticks.isEmpty());
      assertThat(ticker.tick()).isPresent();
    }
  }

  @Test
  void anInstanceThatComesBackAfterItLostTheLeaseWaitsItsTurn() {
    assertThat(store.step("first", () -> LONGEST_OUTAGE).step()).isInstanceOf(TickerRow.Tick.class);
    await()
        .atMost(BOUND)
        .until(() -> store.step("second", () -> LONGEST_OUTAGE).step() instanceof TickerRow.Tick);
    assertThat(store.step("first", () -> LONGEST_OUTAGE).step())
        .isInstanceOf(TickerRow.NotOurs.class);
  }
}
