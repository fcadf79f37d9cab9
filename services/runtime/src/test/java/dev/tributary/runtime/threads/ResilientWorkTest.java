package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResilientWorkTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Logger LOG = Logger.getLogger(ResilientWork.class.getName());

  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final Logged logged = new Logged();

  /** Keeps the failures that were logged. */
  private static final class Logged extends Handler {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord message) {
      Throwable failure = message.getThrown();
      if (failure != null) {
        failures.add(failure);
      }
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
  void workStartsAgainAfterAnErrorAndAfterAnExceptionUntilItReturns() {
    StackOverflowError error = new StackOverflowError("One input is nested too deep");
    IllegalStateException exception = new IllegalStateException("A server is away");
    Thread thread =
        start(() -> {
          switch (rounds.incrementAndGet()) {
            case 1 -> throw error;
            case 2 -> throw exception;
            default -> {}
          }
        });
    awaitEnd(thread);
    assertThat(rounds).hasValue(3);
    assertThat(logged.failures).containsExactly(error, exception);
  }

  @Test
  void anInterruptEndsTheThreadAfterTheFailure() {
    Thread thread = start(this::fail);
    await().atMost(BOUND).until(() -> !logged.failures.isEmpty());
    thread.interrupt();
    awaitEnd(thread);
  }

  @Test
  void workThatShouldNotGoOnDoesNotStartAgain() {
    running.set(false);
    awaitEnd(start(this::fail));
    assertThat(rounds).hasValue(1);
  }

  @Test
  void aScheduledTaskIsRepeatedAfterErrors() {
    try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
      scheduler.scheduleWithFixedDelay(
          ResilientWork.repeatable(this::fail), 0, 1, TimeUnit.MILLISECONDS);
      await().atMost(BOUND).until(() -> rounds.get() >= 3);
      scheduler.shutdownNow();
    }
    assertThat(logged.failures).hasSizeGreaterThanOrEqualTo(2);
  }

  private void fail() {
    throw new StackOverflowError("Round " + rounds.incrementAndGet());
  }

  private Thread start(Runnable work) {
    return ResilientWork.start(Thread.ofVirtual().name("enduring-test"), running::get, work);
  }

  private static void awaitEnd(Thread thread) {
    await().atMost(BOUND).until(() -> !thread.isAlive());
  }
}
