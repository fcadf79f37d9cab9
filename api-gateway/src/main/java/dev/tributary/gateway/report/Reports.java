package dev.tributary.gateway.report;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.GatewayReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Keeps entries and uses of clients until the control plane has stored them. Callers never wait,
 * and no request fails while the control plane is not available: then the newest {@value #HELD}
 * entries are kept. A crash of the process loses them, and the refusals that were counted after
 * their first entry. Thread-safe.
 */
public final class Reports implements AutoCloseable {
  static final int HELD = 10_000;
  private static final System.Logger LOG = System.getLogger(Reports.class.getName());

  /** Of entries in one report. */
  static final int BATCH = 500;

  /** The time of a use is exact to this. */
  private static final Duration EXACT_TO = Duration.ofMinutes(1);

  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final ControlPlane control;
  private final Supplier<List<AdministrationEntry>> due;
  private final Supplier<List<AdministrationEntry>> counted;
  private final InstantSource clock;
  private final Deque<AdministrationEntry> entries = new ArrayDeque<>();
  private final Map<String, Instant> seen = new HashMap<>();
  private final Set<String> unreported = new HashSet<>();
  private final Semaphore wake = new Semaphore(0);
  private final AtomicBoolean running = new AtomicBoolean();
  private boolean behind;

  /**
   * @param due takes the entries of counted refusals that are due; called before each report, at
   *     least once a second while the control plane answers
   * @param counted takes the entries of all counted refusals; called at the end
   */
  public Reports(
      ControlPlane control,
      Supplier<List<AdministrationEntry>> due,
      Supplier<List<AdministrationEntry>> counted,
      InstantSource clock) {
    this.control = control;
    this.due = due;
    this.counted = counted;
    this.clock = clock;
  }

  /** Adds an entry of the trail of administration. */
  public synchronized void add(AdministrationEntry entry) {
    if (entries.size() == HELD) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is not in the trail of administration",
          entries.removeFirst().act().operation());
    }
    entries.addLast(entry);
    wake.release();
  }

  private synchronized void addAll(Supplier<List<AdministrationEntry>> refusals) {
    refusals.get().forEach(this::add);
  }

  /** A program with a verified token has called. */
  public synchronized void used(String clientId) {
    Instant now = clock.instant();
    Instant before = seen.get(clientId);
    if (before == null || before.plus(EXACT_TO).isBefore(now)) {
      seen.put(clientId, now);
      unreported.add(clientId);
      wake.release();
    }
  }

  public void start() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("reports").start(this::run);
    }
  }

  /** Sends the entries and the counts until now, if the control plane answers within 3 seconds. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + CLOSE.toNanos();
    if (running.compareAndSet(true, false)) {
      wake.release();
      addAll(counted);
      while (System.nanoTime() - deadline < 0 && sendSome()) {
        // The next part follows.
      }
    }
  }

  private void run() {
    while (running.get()) {
      try {
        addAll(due);
        boolean more = sendSome();
        if (!more && wake.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.WARNING, "Reports wait: {0}", e.toString());
        pause();
      }
    }
  }

  /** Whether something was sent and more may wait. */
  private boolean sendSome() {
    GatewayReport report = next();
    if (report.entries().isEmpty() && report.clientUses().isEmpty()) {
      return false;
    }
    boolean accepted = control.accepts(report);
    settle(report, accepted);
    if (!accepted) {
      pause();
    }
    return accepted;
  }

  private synchronized GatewayReport next() {
    List<AdministrationEntry> some = new ArrayList<>();
    for (AdministrationEntry entry : entries) {
      if (some.size() == BATCH) {
        break;
      }
      some.add(entry);
    }
    Map<String, Instant> uses = new HashMap<>();
    unreported.forEach(client -> uses.put(client, seen.getOrDefault(client, clock.instant())));
    return new GatewayReport(some, uses);
  }

  private synchronized void settle(GatewayReport report, boolean accepted) {
    if (accepted) {
      // The oldest may have been dropped in the meantime, and a later count has the same id.
      Set<AdministrationEntry> stored = new HashSet<>(report.entries());
      entries.removeIf(stored::contains);
      report
          .clientUses()
          .forEach((client, at) -> {
            if (at.equals(seen.get(client))) {
              unreported.remove(client);
            }
          });
    } else if (!behind) {
      LOG.log(
          System.Logger.Level.WARNING, "The control plane accepts no reports; they are repeated");
    }
    behind = !accepted;
  }

  private static void pause() {
    LockSupport.parkNanos(AGAIN.toNanos());
  }
}
