package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeriodicWorkTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofDays(1);
  private static final Logger LOG = Logger.getLogger(PeriodicWork.class.getName());

  private final AtomicInteger rounds = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Logged logged = new Logged();

  /** Keeps what was logged, without the details for debugging. */
  private static final class Logged extends Handler {
    private final List<LogRecord> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord message) {
      if (message.getLevel().intValue() >= Level.INFO.intValue()) {
        messages.add(message);
      }
    }

    List<String> texts() {
      return messages.stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void theLogIsRead() {
    LOG.addHandler(logged);
  }

  @AfterEach
  void theLogIsLeft() {
    LOG.removeHandler(logged);
  }

  @Test
  void theWorkIsRepeatedOnOneThreadAlsoAfterASecondStart() {
    try (PeriodicWork work = work(SHORT, this::count)) {
      work.start();
      work.start();
      await().atMost(BOUND).until(() -> rounds.get() >= 10);
    }
    assertThat(threads).hasSize(1);
    awaitEnd();
  }

  @Test
  void noFailureEndsTheWorkAndTheLogContainsFewerAndFewerOfThem() {
    try (PeriodicWork work =
        work(
            SHORT,
            () -> {
              count();
              if (rounds.get() <= 6) {
                throw new SQLException("The database is away");
              }
            })) {
      work.start();
      await().atMost(BOUND).until(() -> rounds.get() >= 8);
    }
    assertThat(logged.texts())
        .containsExactly(
            "periodic-test failed (1 in a row), and tries again:"
                + " java.sql.SQLException: The database is away",
            "periodic-test failed (2 in a row), and tries again:"
                + " java.sql.SQLException: The database is away",
            "periodic-test failed (4 in a row), and tries again:"
                + " java.sql.SQLException: The database is away",
            "periodic-test goes on after 6 failures");
  }

  @Test
  void anErrorIsLoggedWithItsTraceAndDoesNotEndTheWork() {
    StackOverflowError error = new StackOverflowError("One input is nested too deep");
    try (PeriodicWork work =
        work(
            SHORT,
            () -> {
              count();
              if (rounds.get() == 1) {
                throw error;
              }
            })) {
      work.start();
      await().atMost(BOUND).until(() -> rounds.get() >= 2);
    }
    assertThat(logged.messages.getFirst().getThrown()).isSameAs(error);
  }

  @Test
  void stepsFollowEachOtherWithoutAPauseWhileThereAreSome() {
    try (PeriodicWork work =
        PeriodicWork.ofSteps(
            "periodic-test",
            LONG,
            () -> {
              count();
              return rounds.get() < 5;
            })) {
      work.start();
      await().atMost(BOUND).until(() -> rounds.get() >= 5);
    }
    awaitEnd();
    assertThat(rounds).hasValue(5);
  }

  @Test
  void noStepFollowsTheEndOfTheService() {
    CountDownLatch stepped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (PeriodicWork work =
        PeriodicWork.ofSteps(
            "periodic-test",
            LONG,
            () -> {
              count();
              stepped.countDown();
              closed.await();
              return true;
            })) {
      work.start();
      await().atMost(BOUND).until(() -> stepped.getCount() == 0);
      work.close();
      closed.countDown();
      awaitEnd();
    }
    assertThat(rounds).hasValue(1);
  }

  @Test
  void theEndOfTheServiceEndsAPauseAtOnce() {
    PeriodicWork work = work(LONG, this::count);
    work.start();
    await().atMost(BOUND).until(() -> rounds.get() == 1);
    work.close();
    awaitEnd();
    assertThat(rounds).hasValue(1);
  }

  @Test
  void theEndOfTheServiceDoesNotInterruptARound() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean completed = new AtomicBoolean();
    PeriodicWork work =
        work(
            SHORT,
            () -> {
              count();
              begun.countDown();
              released.await();
              completed.set(true);
            });
    work.start();
    begun.await();
    work.close();
    assertThat(work.isClosed()).isTrue();
    released.countDown();
    awaitEnd();
    assertThat(completed).isTrue();
    assertThat(rounds).hasValue(1);
    assertThat(logged.texts()).isEmpty();
  }

  @Test
  void anInterruptEndsTheWork() {
    try (PeriodicWork work = work(LONG, this::count)) {
      work.start();
      await().atMost(BOUND).until(() -> rounds.get() == 1);
      threads.forEach(Thread::interrupt);
      awaitEnd();
    }
    assertThat(logged.texts()).containsExactly("periodic-test was interrupted, and ends");
  }

  private void count() {
    threads.add(Thread.currentThread());
    rounds.incrementAndGet();
  }

  private static PeriodicWork work(Duration every, PeriodicWork.Round round) {
    return new PeriodicWork("periodic-test", Duration.ZERO, every, round);
  }

  private void awaitEnd() {
    await().atMost(BOUND).until(() -> threads.stream().noneMatch(Thread::isAlive));
  }
}
