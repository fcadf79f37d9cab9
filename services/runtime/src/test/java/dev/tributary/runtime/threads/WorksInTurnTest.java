package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorksInTurnTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean held = new AtomicBoolean();
  private final AtomicInteger others = new AtomicInteger();

  /** Two works, of which the first stays in its round until it is released. */
  private WorksInTurn works() {
    return new WorksInTurn()
        .add(
            "long-round",
            Duration.ZERO,
            SHORT,
            () -> {
              held.set(true);
              released.await();
              held.set(false);
            })
        .add(
            "other-round",
            Duration.ZERO,
            SHORT,
            () -> {
              if (held.get()) {
                others.set(Integer.MIN_VALUE);
              }
              others.incrementAndGet();
            });
  }

  @Test
  void aRoundWaitsForTheRoundOfAnotherWork() {
    try (WorksInTurn works = works()) {
      works.start();
      await().atMost(BOUND).until(() -> held.get() && (works.hasWaiting() || others.get() < 0));
      released.countDown();
      int before = others.get();
      await().atMost(BOUND).until(() -> others.get() != before);
      assertThat(others).as("rounds of the other work, none in a held one").hasPositiveValue();
    }
  }

  @Test
  void aRoundThatStillWaitsAtTheEndOfTheServiceDoesNotBegin() {
    WorksInTurn works = works();
    works.start();
    await().atMost(BOUND).until(() -> held.get() && works.hasWaiting());
    works.close();
    int before = others.get();
    released.countDown();
    await().atMost(BOUND).until(() -> !held.get() && !works.hasWaiting());
    assertThat(others).hasValue(before);
  }

  @Test
  void aFailureLeavesTheTurnToTheOtherWorks() {
    try (WorksInTurn works =
        new WorksInTurn()
            .add(
                "failing",
                Duration.ZERO,
                SHORT,
                () -> {
                  held.set(true);
                  throw new IllegalStateException("A test fails this round");
                })
            .add(
                "other-round",
                Duration.ZERO,
                SHORT,
                () -> {
                  if (held.get()) {
                    others.incrementAndGet();
                  }
                })) {
      works.start();
      await().atMost(BOUND).until(() -> others.get() > 2);
    }
  }
}
