package dev.tributary.control.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SharedTicksTest {
  private static final Duration APART = Duration.ofMillis(20);

  private final List<Long> begun = new CopyOnWriteArrayList<>();

  @Test
  void ticksAreApartHoweverManyAsk() {
    SharedTicks ticks = new SharedTicks(() -> begun.add(System.nanoTime()), APART);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.submit(ticks::next);
      }
    }
    ticks.next();
    assertThat(begun).hasSizeGreaterThan(1);
    for (int i = 1; i < begun.size(); i++) {
      assertThat(begun.get(i) - begun.get(i - 1)).isGreaterThanOrEqualTo(APART.toNanos());
    }
  }

  @Test
  void aTickThatHasBegunBeforeServesNobodyWhoCameLater() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    AtomicInteger number = new AtomicInteger();
    SharedTicks ticks =
        new SharedTicks(
            () -> {
              if (number.incrementAndGet() == 1) {
                first.countDown();
                await(finish);
              }
            },
            APART);
    Thread early = Thread.ofPlatform().start(ticks::next);
    first.await();
    Thread late = Thread.ofPlatform().start(ticks::next);
    Awaitility.await().until(() -> late.getState() == Thread.State.WAITING);
    finish.countDown();
    early.join();
    late.join();
    assertThat(number).hasValue(2);
  }

  @Test
  void aTickThatFailsIsToldAndTheNextOneIsTriedAgain() {
    AtomicInteger number = new AtomicInteger();
    SharedTicks ticks =
        new SharedTicks(
            () -> {
              if (number.incrementAndGet() == 1) {
                throw new IllegalStateException("The log is away");
              }
            },
            APART);
    assertThatIllegalStateException().isThrownBy(ticks::next);
    ticks.next();
    assertThat(number).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
