package dev.tributary.gateway.alert;

import dev.tributary.gateway.routing.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks at every workspace and tells what is due, every few seconds, while this gateway holds the
 * lease. Two at once are harmless but for a repetition: what stands is judged under a lock.
 */
public final class Watcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watcher.class.getName());
  private static final int LEASE_IN_LOOKS = 4;
  private static final int LOOKS_AT_ONCE = 4;
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

  private final String self;
  private final Duration every;
  private final AlertStore store;
  private final Hearing hearing;
  private final Watching watching;
  private final Telling telling;
  private final Supplier<Collection<String>> workspaces;
  private final Clock clock;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * @param self this gateway's name
   * @param workspaces the ids of all that there are
   */
  public Watcher(
      String self,
      Duration every,
      AlertStore store,
      Hearing hearing,
      Watching watching,
      Telling telling,
      Supplier<Collection<String>> workspaces,
      Clock clock) {
    this.self = self;
    this.every = every;
    this.store = store;
    this.hearing = hearing;
    this.watching = watching;
    this.telling = telling;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /** Asks services what they know, one round after the other. */
  @FunctionalInterface
  public interface Hearing {

    Round round(Instant now);
  }

  /** One look at all workspaces. Thread-safe. */
  @FunctionalInterface
  public interface Round {

    /** What the services tell of a workspace, without those that do not answer. */
    Map<Service, Look.Heard> hear(String workspace);
  }

  public void start() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("alert-looks").start(() -> run(this::look));
      Thread.ofVirtual().name("alert-notices").start(() -> run(telling::tell));
    }
  }

  @Override
  public void close() {
    running.set(false);
  }

  private void run(Runnable round) {
    while (running.get()) {
      try {
        if (store.lease(self, lease())) {
          round.run();
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "Alerts wait: {0}", e.getMessage());
      }
      LockSupport.parkNanos(every.toNanos());
    }
  }

  private Duration lease() {
    Duration lease = every.multipliedBy(LEASE_IN_LOOKS);
    return lease.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : lease;
  }

  private void look() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Round round = hearing.round(now);
    try (ExecutorService looks =
        Executors.newFixedThreadPool(LOOKS_AT_ONCE, Thread.ofVirtual().factory())) {
      workspaces.get().forEach(workspace -> looks.execute(() -> look(workspace, now, round)));
    }
  }

  /** A workspace whose look fails has it again in the next round; the others have theirs. */
  private void look(String workspace, Instant now, Round round) {
    try {
      watching.look(workspace, now, round.hear(workspace));
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Alerts of the workspace {0} wait: {1}",
          workspace,
          e.getMessage());
    }
  }
}
