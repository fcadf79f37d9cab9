package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.UseStore.Times;
import dev.tributary.destinations.pacing.UseStore.Use;
import dev.tributary.destinations.pacing.UseStore.User;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts who uses which budget. The numbers are for people, and no request waits for them: an
 * instance adds them up in memory, and stores the sums every few seconds. A crash loses the sums of
 * the last seconds. What a budget has spent is counted apart from this. Thread-safe.
 */
public final class UseTally implements AutoCloseable {
  /** Stored numbers lack at most the last units of this time. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(UseTally.class.getName());

  /** Of budgets that are paced, the use of the last parts is shown: windows are too short. */
  public static final Duration PART = Duration.ofMinutes(10);

  /** For so long, the use of a paced budget is shown. */
  public static final Duration SHOWN = Duration.ofHours(1);

  /** While the store is away, further users are not counted. */
  private static final int MOST = 50_000;

  /** A transaction stores so many sums: another instance does not wait long for its rows. */
  private static final int STORED_AT_ONCE = 1_000;

  private final UseStore store;
  private final Map<Key, Use> uses = new ConcurrentHashMap<>();

  /** The uses that are being stored now. */
  private final Map<Key, Use> storing = new ConcurrentHashMap<>();

  private final AtomicLong dropped = new AtomicLong();

  /** Instances that start together do not store together. */
  private final PeriodicWork work =
      new PeriodicWork(
          "use of budgets",
          Duration.ofMillis(ThreadLocalRandom.current().nextLong(PAUSE.toMillis())),
          PAUSE,
          this::flush);

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
    Key key = key(use);
    if (uses.size() < MOST || uses.containsKey(key)) {
      uses.merge(key, use, UseTally::sum);
    } else {
      dropped.incrementAndGet();
    }
  }

  private static Key key(Use use) {
    return new Key(use.account(), use.budget(), use.since(), use.user());
  }

  /** The times of units that are not stored yet, by budget. */
  public Map<String, Times> notStored(String account) {
    Map<String, Times> times = new HashMap<>();
    Stream.of(uses, storing)
        .flatMap(each -> each.values().stream())
        .filter(use -> use.account().equals(account))
        .forEach(use -> times.merge(use.budget(), use.times(), Times::and));
    return times;
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
  public synchronized void flush() {
    for (Key each : uses.keySet()) {
      Use use = uses.get(each);
      if (use != null) {
        storing.put(each, use);
        // It stays for the next time if it has grown meanwhile.
        if (!uses.remove(each, use)) {
          storing.remove(each);
        }
      }
    }
    List<Use> taken = new ArrayList<>(storing.values());
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      LOG.log(Level.WARNING, "{0} numbers of users of budgets are lost: there are too many", lost);
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
    int stored = 0;
    try {
      while (stored < taken.size()) {
        List<Use> next = taken.subList(stored, Math.min(taken.size(), stored + STORED_AT_ONCE));
        if (!store.add(next)) {
          break;
        }
        stored += next.size();
      }
    } finally {
      taken.subList(stored, taken.size()).forEach(this::merge);
      storing.clear();
    }
  }
}
