package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.UseStore.Times;
import dev.tributary.destinations.pacing.UseStore.Use;
import dev.tributary.destinations.pacing.UseStore.User;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts who uses which budget. The numbers are for people, and no request waits for them: an
 * instance adds them up in memory, and stores the sums every few seconds. A crash loses the sums of
 * the last seconds. What a budget has spent is counted apart from this. Thread-safe.
 */
public final class UseTally implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Of budgets that are paced, the use of the last parts is shown: windows are too short. */
  public static final Duration PART = Duration.ofMinutes(10);

  /** For so long, the use of a paced budget is shown. */
  public static final Duration SHOWN = Duration.ofHours(1);

  /** While the store is away, further users are not counted. */
  private static final int MOST = 50_000;

  private final UseStore store;
  private final Map<Key, Use> uses = new ConcurrentHashMap<>();
  private final PeriodicWork work = new PeriodicWork("use of budgets", PAUSE, PAUSE, this::flush);

  private record Key(String account, String budget, Instant since, User user) {}

  public UseTally(UseStore store) {
    this.store = store;
  }

  public void start() {
    work.start();
  }

  /** Stores what was counted until now. */
  @Override
  public void close() {
    work.close();
    flush();
  }

  /** The first part that is shown of a budget. */
  public static Instant since(Budget budget, Instant now) {
    return budget.isPaced() ? part(now).minus(SHOWN).plus(PART) : budget.window().at(now).since();
  }

  private static Instant part(Instant now) {
    long seconds = PART.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
  }

  /**
   * A request uses units of a budget.
   *
   * @param permit of the request
   * @param sync null for a request of no sync
   * @param units none of them was counted before
   * @param alone whether only this instance knows that they are used
   */
  void add(
      Permit permit, @Nullable SyncId sync, Need need, long units, boolean alone, Instant now) {
    if (units <= 0 || need.budget().of() == Budget.Scope.RECORD) {
      return;
    }
    Budget budget = need.budget();
    Counted window = budget.window().at(now);
    Instant since = budget.isPaced() ? part(now) : window.slice();
    Duration kept = budget.isPaced() ? SHOWN : budget.window().length();
    Flow flow = permit.flow();
    User user = new User(flow.workspace(), flow.destination(), sync);
    merge(
        new Use(
            permit.account(),
            need.key(),
            since,
            user,
            units,
            new Times(now, now, alone ? now : null),
            since.plus(kept.multipliedBy(2)).plus(SHOWN)));
  }

  private void merge(Use use) {
    Key key = new Key(use.account(), use.budget(), use.since(), use.user());
    if (uses.size() < MOST || uses.containsKey(key)) {
      uses.merge(key, use, UseTally::sum);
    }
  }

  private static Use sum(Use one, Use other) {
    return new Use(
        one.account(),
        one.budget(),
        one.since(),
        one.user(),
        one.units() + other.units(),
        one.times().and(other.times()),
        one.keptUntil());
  }

  /** Stores the sums. What cannot be stored now is stored later. */
  public void flush() {
    List<Use> taken = new ArrayList<>();
    for (Key key : uses.keySet()) {
      Use use = uses.remove(key);
      if (use != null) {
        taken.add(use);
      }
    }
    // Instances that store the same rows take them in one order, so none waits for another twice.
    taken.sort(
        Comparator.comparing(Use::account)
            .thenComparing(Use::budget)
            .thenComparing(Use::since)
            .thenComparing(use -> use.user().workspace().value())
            .thenComparing(use -> use.user().destination())
            .thenComparing(
                use -> use.user().sync(), Comparator.nullsFirst(Comparator.naturalOrder())));
    if (taken.isEmpty()) {
      return;
    }
    boolean added = false;
    try {
      added = store.add(taken);
    } finally {
      if (!added) {
        taken.forEach(this::merge);
      }
    }
  }
}
