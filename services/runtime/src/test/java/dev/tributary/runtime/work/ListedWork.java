package dev.tributary.runtime.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A queue in memory and its worker, which note what the engine does with them. Thread-safe. */
final class ListedWork implements LeasedQueue<String>, Worker<String> {
  final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  final AtomicInteger looks = new AtomicInteger();
  final Map<String, Renewal> answers = new ConcurrentHashMap<>();
  final Map<String, Work> works = new ConcurrentHashMap<>();
  final Map<String, Duration> limits = new ConcurrentHashMap<>();
  final Map<String, Throwable> renewalFailures = new ConcurrentHashMap<>();
  final List<String> begun = new CopyOnWriteArrayList<>();
  final List<String> renewed = new CopyOnWriteArrayList<>();

  /** What was stored: "a done", "a cancelled", "a overdue", "a returned". */
  final List<String> stored = new CopyOnWriteArrayList<>();

  volatile @Nullable Throwable claimFailure;
  volatile Runnable duringClaim = () -> {};

  /** One piece of work. */
  interface Work {
    void carryOut(Cancellation stop) throws Exception;
  }

  /** Work that waits for a request to stop. */
  static Work untilStopped() {
    return stop -> {
      CountDownLatch requested = new CountDownLatch(1);
      stop.onRequest(requested::countDown);
      requested.await();
      stop.check();
    };
  }

  @Override
  public Optional<String> claim() {
    looks.incrementAndGet();
    Throwable failure = claimFailure;
    if (failure != null) {
      throw thrown(failure);
    }
    duringClaim.run();
    return Optional.ofNullable(waiting.poll());
  }

  @Override
  public Renewal renew(String work) {
    Throwable failure = renewalFailures.get(work);
    if (failure != null) {
      throw thrown(failure);
    }
    renewed.add(work);
    return answers.getOrDefault(work, Renewal.GO_ON);
  }

  @Override
  public void giveBack(String work) {
    stored.add(work + " returned");
  }

  @Override
  public String id(String work) {
    return work;
  }

  @Override
  public void carryOut(String work, Cancellation stop) throws Exception {
    begun.add(work);
    works.getOrDefault(work, _ -> {}).carryOut(stop);
    stored.add(work + " done");
  }

  @Override
  public void cancelled(String work) {
    stored.add(work + " cancelled");
  }

  @Override
  public void overdue(String work) {
    stored.add(work + " overdue");
  }

  @Override
  public Optional<Duration> limit(String work) {
    return Optional.ofNullable(limits.get(work));
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
