package dev.tributary.control.alert;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Checks every workspace and sends the due announcements, every few seconds, while this instance
 * holds the lease. If two instances do it at once, an announcement may be repeated, but nothing
 * else happens: alerts are updated under a lock.
 */
public final class Watcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watcher.class.getName());
  private static final int LEASE_IN_LOOKS = 4;
  private static final int LOOKS_AT_ONCE = 4;

  /** So many are asked for with one request, whose address must not become too long. */
  private static final int WORKSPACES_IN_A_LOOK = 50;

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

  private final String self;
  private final Duration lease;
  private final AlertStore store;
  private final FactsSource factsSource;
  private final WorkspaceCheck check;
  private final AnnouncementDelivery delivery;
  private final Supplier<Collection<WorkspaceId>> workspaces;
  private final Clock clock;
  private final PeriodicWork checks;
  private final PeriodicWork notices;

  /**
   * @param self the name of this instance
   * @param workspaces the ids of all workspaces
   */
  public Watcher(
      String self,
      Duration every,
      AlertStore store,
      FactsSource factsSource,
      WorkspaceCheck check,
      AnnouncementDelivery delivery,
      Supplier<Collection<WorkspaceId>> workspaces,
      Clock clock) {
    this.self = self;
    this.lease = lease(every);
    this.store = store;
    this.factsSource = factsSource;
    this.check = check;
    this.delivery = delivery;
    this.workspaces = workspaces;
    this.clock = clock;
    this.checks =
        new PeriodicWork(
            "alert-checks", Duration.ZERO, every, () -> withLease(this::look, factsSource::pause));
    this.notices =
        new PeriodicWork(
            "alert-notices", Duration.ZERO, every, () -> withLease(delivery::deliver, () -> {}));
  }

  /** Returns the facts of services, one round after the other. */
  public interface FactsSource {

    Round round(Instant now);

    /** This instance does not check now, and another one may. */
    void pause();
  }

  /** One check of all workspaces. Thread-safe. */
  @FunctionalInterface
  public interface Round {

    /**
     * The facts of each workspace by service, without the services that do not answer.
     *
     * @param last the stored facts of each of these workspaces by service
     */
    Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> factsOf(
        Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> last);
  }

  public void start() {
    checks.start();
    notices.start();
  }

  @Override
  public void close() {
    checks.close();
    notices.close();
  }

  private void withLease(Runnable round, Runnable pause) {
    try {
      if (store.lease(self, lease)) {
        round.run();
      } else {
        pause.run();
      }
    } catch (RuntimeException | Error e) {
      pause.run();
      throw e;
    }
  }

  private static Duration lease(Duration every) {
    Duration lease = every.multipliedBy(LEASE_IN_LOOKS);
    return lease.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : lease;
  }

  private void look() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Round round = factsSource.round(now);
    try (ExecutorService looks =
        Executors.newFixedThreadPool(LOOKS_AT_ONCE, Thread.ofVirtual().factory())) {
      List<WorkspaceId> all = List.copyOf(workspaces.get());
      for (int from = 0; from < all.size(); from += WORKSPACES_IN_A_LOOK) {
        int to = Math.min(all.size(), from + WORKSPACES_IN_A_LOOK);
        Set<WorkspaceId> some = Set.copyOf(all.subList(from, to));
        looks.execute(() -> look(some, now, round));
      }
    }
  }

  /**
   * If the check of some workspaces fails, each is checked alone. If the check of one fails, it is
   * repeated in the next round.
   */
  private void look(Set<WorkspaceId> some, Instant now, Round round) {
    try {
      check.run(now, some, round);
    } catch (RuntimeException | Error e) {
      if (some.size() > 1) {
        some.forEach(each -> look(Set.of(each), now, round));
      } else {
        LOG.log(System.Logger.Level.WARNING, "Alerts of {0} wait: {1}", some, e.toString());
      }
    }
  }
}
