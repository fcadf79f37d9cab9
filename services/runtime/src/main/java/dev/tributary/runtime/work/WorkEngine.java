package dev.tributary.runtime.work;

import dev.tributary.runtime.threads.ResilientWork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out work of a queue, in one or several threads. The work has a lease, which the engine
 * renews while the work is in progress. If this process dies, another process takes over the work
 * after the lease.
 *
 * <p>No failure ends a thread, not even an {@link Error}: the thread pauses and goes on. A failed
 * renewal does not stop the work, because the next one may come in time. If it does not, the queue
 * refuses what the worker stores ({@link LeasedQueue}).
 *
 * <p>{@link #start} is called once. The other methods are thread-safe.
 *
 * @param <T> a claim of a piece of work
 */
public final class WorkEngine<T> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WorkEngine.class.getName());

  /** How long {@link #close} waits until work in progress has stopped. */
  private static final Duration LAST_STEP = Duration.ofSeconds(5);

  private final LeasedQueue<T> queue;
  private final Worker<T> worker;
  private final WorkSettings settings;
  private final LongSupplier nanos;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Set<InProgress<T>> inProgress = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService heartbeat;
  private volatile boolean running;

  /** Work that a thread of this engine carries out. Two claims are never equal. */
  private static final class InProgress<T> {
    private final T work;
    private final Cancellation stop = new Cancellation();
    private final long begun;
    private final @Nullable Duration limit;

    InProgress(T work, long begun, @Nullable Duration limit) {
      this.work = work;
      this.begun = begun;
      this.limit = limit;
    }

    boolean overdue(long now) {
      return limit != null && now - begun > limit.toNanos();
    }
  }

  public WorkEngine(LeasedQueue<T> queue, Worker<T> worker, WorkSettings settings) {
    this(queue, worker, settings, System::nanoTime);
  }

  /**
   * @param nanos the time that limits of work are compared with
   */
  WorkEngine(LeasedQueue<T> queue, Worker<T> worker, WorkSettings settings, LongSupplier nanos) {
    this.queue = queue;
    this.worker = worker;
    this.settings = settings;
    this.nanos = nanos;
    heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(settings.name() + "-heartbeat").factory());
  }

  public void start() {
    running = true;
    long period = settings.renewal().toNanos();
    heartbeat.scheduleWithFixedDelay(
        ResilientWork.repeatable(this::beat), period, period, TimeUnit.NANOSECONDS);
    for (int i = 0; i < settings.workers(); i++) {
      Thread.Builder thread = Thread.ofPlatform().name(settings.name() + "-" + i);
      threads.add(ResilientWork.start(thread, () -> running, this::work));
    }
  }

  /**
   * Claims no more work, and asks the work in progress to stop. Waits up to five seconds until the
   * threads have ended, then interrupts those that have not.
   */
  @Override
  public void close() {
    running = false;
    inProgress.forEach(current -> request(current, StopReason.SHUTDOWN));
    threads.forEach(_ -> settings.queued().signal());
    try {
      awaitEnd(LAST_STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(Thread::interrupt);
    heartbeat.shutdownNow();
  }

  private void awaitEnd(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isPositive()) {
        thread.join(left);
      }
    }
  }

  private void work() {
    while (running) {
      try {
        if (!next()) {
          settings.queued().await(settings.idle());
        }
      } catch (InterruptedException e) {
        // Only close() interrupts the thread, and then it is not running.
        LOG.log(Level.DEBUG, "{0} was interrupted", settings.name());
      }
    }
  }

  /** Carries out one piece of work. False if the thread should pause before the next one. */
  private boolean next() {
    try {
      Optional<T> claimed = settings.permitted().getAsBoolean() ? queue.claim() : Optional.empty();
      return claimed.isPresent() && carryOut(claimed.get());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "{0} waits: {1}", settings.name(), e.toString());
      return false;
    }
  }

  private boolean carryOut(T work) {
    InProgress<T> current =
        new InProgress<>(work, nanos.getAsLong(), worker.limit(work).orElse(null));
    inProgress.add(current);
    try {
      if (!running) {
        request(current, StopReason.SHUTDOWN);
      }
      current.stop.check();
      worker.carryOut(work, current.stop);
      return true;
    } catch (LeaseLost e) {
      return ended(current, StopReason.LOST, e);
    } catch (Exception | Error e) {
      return ended(current, current.stop.reason(), e);
    } finally {
      inProgress.remove(current);
      clearInterrupt();
    }
  }

  /** The work has stopped, or has failed without a reason to stop. */
  private boolean ended(InProgress<T> current, @Nullable StopReason reason, Throwable failure) {
    clearInterrupt();
    T work = current.work;
    switch (reason) {
      case CANCELLED -> worker.cancelled(work);
      case OVERDUE -> worker.overdue(work);
      case SHUTDOWN -> queue.giveBack(work);
      case LOST -> LOG.log(Level.WARNING, "Another worker has {0} now", queue.id(work));
      case NOT_PERMITTED ->
          LOG.log(Level.WARNING, "{0} is left to its lease: no permission", queue.id(work));
      case null ->
          LOG.log(Level.WARNING, queue.id(work) + " failed, and is left to its lease", failure);
    }
    return reason != null;
  }

  /** Work may leave an interrupt behind, with which no statement of the database would succeed. */
  private static void clearInterrupt() {
    boolean ignored = Thread.interrupted();
  }

  /** Renews the leases of all work in progress. The heartbeat does so after each period. */
  void beat() {
    for (InProgress<T> current : inProgress) {
      try {
        beat(current);
      } catch (RuntimeException | Error e) {
        LOG.log(
            Level.WARNING,
            "The lease of {0} could not be renewed: {1}",
            queue.id(current.work),
            e.toString());
      }
    }
  }

  private void beat(InProgress<T> current) {
    // A renewal may fail, for example while the database is away.
    if (!settings.permitted().getAsBoolean()) {
      request(current, StopReason.NOT_PERMITTED);
    }
    Renewal renewal = queue.renew(current.work);
    switch (renewal) {
      case CANCEL -> request(current, StopReason.CANCELLED);
      case LOST -> request(current, StopReason.LOST);
      case GO_ON -> {
        if (current.overdue(nanos.getAsLong())) {
          request(current, StopReason.OVERDUE);
        }
      }
    }
  }

  private void request(InProgress<T> current, StopReason reason) {
    try {
      current.stop.request(reason);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "{0} may stop late: {1}", queue.id(current.work), e.toString());
    }
  }
}
