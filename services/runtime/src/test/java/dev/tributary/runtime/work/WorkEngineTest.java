package dev.tributary.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.runtime.threads.Wakeup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine with a queue in memory. Its pauses and the time between two heartbeats are longer than
 * any test waits, so that each step has one cause.
 */
class WorkEngineTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration NEVER = Duration.ofDays(1);

  private final String name = "engine-" + UUID.randomUUID();
  private final ListedWork work = new ListedWork();
  private final Wakeup queued = new Wakeup(2);
  private final AtomicBoolean permitted = new AtomicBoolean(true);
  private final AtomicInteger permissionReads = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final List<WorkEngine<String>> engines = new ArrayList<>();

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("The database is away"), new StackOverflowError("Too deep"));
  }

  @AfterEach
  void stop() {
    engines.forEach(WorkEngine::close);
  }

  @Test
  void workThatWaitsIsCarriedOutInTheOrderOfTheQueue() {
    work.waiting.addAll(List.of("a", "b"));

    start(1);

    awaitStored("a done", "b done");
  }

  @Test
  void aSignalEndsThePause() {
    start(1);
    await().atMost(BOUND).until(() -> work.looks.get() == 1);
    work.waiting.add("a");

    queued.signal();

    awaitStored("a done");
  }

  @Test
  void eachThreadCarriesOutOnePieceOfWork() {
    CyclicBarrier both = new CyclicBarrier(3);
    work.works.put("a", _ -> both.await());
    work.works.put("b", _ -> both.await());
    work.waiting.addAll(List.of("a", "b", "c"));
    start(2);
    await().atMost(BOUND).until(() -> both.getNumberWaiting() == 2);

    assertThat(work.waiting).containsExactly("c");

    Thread.ofVirtual().start(() -> meet(both));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> assertThat(work.stored).containsExactlyInAnyOrder("a done", "b done", "c done"));
  }

  @Test
  void aHeartbeatRenewsTheLeasesOfAllWorkInProgress() {
    CountDownLatch end = new CountDownLatch(1);
    work.works.put("a", _ -> end.await());
    work.works.put("b", _ -> end.await());
    work.waiting.addAll(List.of("a", "b"));
    WorkEngine<String> engine = start(2);
    awaitBegun("a", "b");

    engine.beat();

    assertThat(work.renewed).containsExactlyInAnyOrder("a", "b");
    end.countDown();
    await()
        .atMost(BOUND)
        .until(() -> {
          work.renewed.clear();
          engine.beat();
          return work.renewed.isEmpty();
        });
    assertThat(work.stored).containsExactlyInAnyOrder("a done", "b done");
  }

  @Test
  void leasesAreRenewedAfterEachPeriod() {
    CountDownLatch end = new CountDownLatch(1);
    work.works.put("a", _ -> end.await());
    work.waiting.add("a");
    start(settings(1, Duration.ofMillis(1)));

    await().atMost(BOUND).until(() -> work.renewed.size() >= 3);

    end.countDown();
    awaitStored("a done");
  }

  @Test
  void aUsersRequestToCancelStopsTheWorkAndStoresThisEnd() {
    WorkEngine<String> engine = startWithWorkThatWaits();
    engine.beat();
    assertThat(work.stored).isEmpty();
    work.answers.put("a", Renewal.CANCEL);

    engine.beat();

    awaitStored("a cancelled", "b done");
  }

  @Test
  void workWhoseLeaseIsLostStopsAndStoresNothing() {
    WorkEngine<String> engine = startWithWorkThatWaits();
    work.answers.put("a", Renewal.LOST);

    engine.beat();

    awaitStored("b done");
  }

  @Test
  void aWorkerThatFindsThatTheLeaseIsLostStoresNothingAndTheNextWorkBegins() {
    work.works.put(
        "a",
        _ -> {
          throw new LeaseLost();
        });
    work.waiting.addAll(List.of("a", "b"));

    start(1);

    awaitStored("b done");
  }

  @Test
  void workThatTakesLongerThanItsLimitStopsAndStoresThisEnd() {
    work.limits.put("a", Duration.ofSeconds(10));
    WorkEngine<String> engine = startWithWorkThatWaits();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    engine.beat();
    assertThat(work.stored).isEmpty();
    nanos.incrementAndGet();

    engine.beat();

    awaitStored("a overdue", "b done");
  }

  @Test
  void nothingIsClaimedWithoutPermission() {
    permitted.set(false);
    work.waiting.add("a");
    start(1);
    await().atMost(BOUND).until(() -> permissionReads.get() == 1);
    assertThat(work.looks).hasValue(0);
    permitted.set(true);

    queued.signal();

    awaitStored("a done");
  }

  @Test
  void workWhosePermissionEndsIsLeftToItsLease() {
    WorkEngine<String> engine = startWithWorkThatWaits();
    permitted.set(false);

    engine.beat();

    await().atMost(BOUND).until(() -> permissionReads.get() == 3);
    permitted.set(true);
    queued.signal();
    awaitStored("b done");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void workWhosePermissionEndsStopsAlsoIfItsLeaseCannotBeRenewed(Throwable failure) {
    WorkEngine<String> engine = startWithWorkThatWaits();
    permitted.set(false);
    work.renewalFailures.put("a", failure);

    engine.beat();

    await().atMost(BOUND).until(() -> permissionReads.get() == 3);
    permitted.set(true);
    queued.signal();
    awaitStored("b done");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedClaimIsTriedAgainAfterAPause(Throwable failure) {
    work.claimFailure = failure;
    work.waiting.add("a");
    start(1);
    await().atMost(BOUND).until(() -> work.looks.get() == 1);
    await().during(Duration.ofMillis(100)).atMost(BOUND).until(() -> work.looks.get() == 1);
    work.claimFailure = null;

    queued.signal();

    awaitStored("a done");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedRenewalStopsNeitherTheWorkNorTheOtherRenewals(Throwable failure) {
    CountDownLatch end = new CountDownLatch(1);
    work.works.put("a", _ -> end.await());
    work.works.put("b", _ -> end.await());
    work.waiting.addAll(List.of("a", "b"));
    work.renewalFailures.put("a", failure);
    WorkEngine<String> engine = start(2);
    awaitBegun("a", "b");

    engine.beat();
    assertThat(work.renewed).containsExactly("b");
    work.renewalFailures.clear();
    engine.beat();

    assertThat(work.renewed).containsExactlyInAnyOrder("b", "a", "b");
    end.countDown();
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(work.stored).containsExactlyInAnyOrder("a done", "b done"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void workThatFailsIsLeftToItsLeaseAndTheThreadGoesOnAfterAPause(Throwable failure) {
    work.works.put(
        "a",
        _ -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        });
    work.waiting.add("a");
    start(1);
    awaitBegun("a");
    work.waiting.add("b");

    queued.signal();

    awaitStored("b done");
  }

  @Test
  void anInterruptThatWorkLeavesBehindConcernsNoLaterWork() {
    AtomicBoolean interrupted = new AtomicBoolean();
    work.works.put("a", _ -> Thread.currentThread().interrupt());
    work.works.put("b", _ -> interrupted.set(Thread.currentThread().isInterrupted()));
    work.waiting.addAll(List.of("a", "b"));

    start(1);

    awaitStored("a done", "b done");
    assertThat(interrupted).isFalse();
  }

  @Test
  void aShutdownReturnsTheWorkInProgressAndClaimsNoMore() {
    WorkEngine<String> engine = startWithWorkThatWaits();

    engine.close();

    assertThat(work.stored).containsExactly("a returned");
    assertThat(work.waiting).containsExactly("b");
  }

  @Test
  void aShutdownEndsAllThreadsThatPause() {
    WorkEngine<String> engine = start(2);
    await().atMost(BOUND).until(() -> work.looks.get() == 2);

    engine.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(name + "-0", name + "-1");
  }

  @Test
  void workThatIsClaimedDuringAShutdownIsReturnedBeforeItBegins() {
    AtomicBoolean closing = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    work.duringClaim =
        () -> {
          awaitQuietly(started);
          Thread.ofVirtual().start(engines.getFirst()::close);
          // The signal of the shutdown: the engine has stopped by then.
          closing.set(signalled());
        };
    work.waiting.add("a");

    start(1);
    started.countDown();

    awaitStored("a returned");
    assertThat(closing).isTrue();
    assertThat(work.begun).isEmpty();
  }

  /** One thread carries out "a", which ends after a request to stop, and then "b". */
  private WorkEngine<String> startWithWorkThatWaits() {
    work.works.put("a", ListedWork.untilStopped());
    work.waiting.addAll(List.of("a", "b"));
    WorkEngine<String> engine = start(1);
    awaitBegun("a");
    return engine;
  }

  private WorkEngine<String> start(int workers) {
    return start(settings(workers, NEVER));
  }

  private WorkEngine<String> start(WorkSettings settings) {
    WorkEngine<String> engine = new WorkEngine<>(work, work, settings, nanos::get);
    engines.add(engine);
    engine.start();
    return engine;
  }

  private WorkSettings settings(int workers, Duration renewal) {
    return new WorkSettings(name, workers, renewal, NEVER, queued, this::mayWork);
  }

  private boolean mayWork() {
    permissionReads.incrementAndGet();
    return permitted.get();
  }

  private void awaitBegun(String... expected) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(work.begun).containsExactlyInAnyOrder(expected));
  }

  private void awaitStored(String... expected) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(work.stored).containsExactly(expected));
  }

  private boolean signalled() {
    try {
      return queued.await(BOUND);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
