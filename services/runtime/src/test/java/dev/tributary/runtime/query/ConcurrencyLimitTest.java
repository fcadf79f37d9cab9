package dev.tributary.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workspaces among each other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConcurrencyLimitTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final CountDownLatch finish = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** A question that takes until the test says so. */
  private String slowly() {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    begun.countDown();
    try {
      finish.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    atOnce.decrementAndGet();
    return "slow";
  }

  /** The attack: a workspace asks more than is answered, all the time. */
  @Test
  void aWorkspaceThatAsksAllTheTimeMakesNoOtherWait() throws Exception {
    ConcurrencyLimit turn = new ConcurrencyLimit("busy", 2, LONG);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> flood = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        flood.add(threads.submit(() -> turn.take(new WorkspaceId("wsp_flood"), this::slowly)));
      }
      begun.await();
      for (int i = 0; i < 5; i++) {
        assertThat(turn.take(new WorkspaceId("wsp_" + i), () -> "at once")).isEqualTo("at once");
      }
      finish.countDown();
      for (Future<String> each : flood) {
        assertThat(each.get()).isEqualTo("slow");
      }
    }
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void whoWaitsInVainIsToldAndMayComeAgain() throws Exception {
    ConcurrencyLimit turn = new ConcurrencyLimit("busy", 1, SHORT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> slow = threads.submit(() -> turn.take(new WorkspaceId("wsp_1"), this::slowly));
      begun.await();
      for (String workspace : List.of("wsp_1", "wsp_2")) {
        assertThatExceptionOfType(Problem.class)
            .isThrownBy(() -> turn.take(new WorkspaceId(workspace), () -> "never"))
            .satisfies(problem -> assertThat(problem.code()).isEqualTo(Problems.UNAVAILABLE));
      }
      finish.countDown();
      assertThat(slow.get()).isEqualTo("slow");
    }
    assertThat(turn.take(new WorkspaceId("wsp_1"), () -> "again")).isEqualTo("again");
    assertThat(turn.take(new WorkspaceId("wsp_2"), () -> "again")).isEqualTo("again");
  }

  @Test
  void aWorkspaceThatAsksMuchDisplacesNoAnswerOfOthers() {
    AtomicInteger seconds = new AtomicInteger();
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Instant.EPOCH.plusSeconds(seconds.get());
          }
        };
    AnswerCache<Integer, Integer> remembered =
        new AnswerCache<>(clock, new ConcurrencyLimit("busy", 1));
    AtomicInteger found = new AtomicInteger();
    remembered.answer(
        new WorkspaceId("wsp_quiet"), 1, () -> found.addAndGet(seconds.incrementAndGet()));
    for (int i = 0; i < 1_000; i++) {
      remembered.answer(new WorkspaceId("wsp_flood"), i, () -> 0);
    }
    assertThat(remembered.answer(new WorkspaceId("wsp_quiet"), 1, found::incrementAndGet))
        .isEqualTo(1);
  }
}
