package dev.tributary.sandbox.kit.limit;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The limits of a vendor in groups, and what each account has spent. A request must fit into all
 * limits of its group. A refused request spends nothing. Thread-safe.
 */
public final class Limits {
  private final Clock clock;
  private final Map<String, List<Limit>> documented;
  private final Map<String, List<Limit>> groups = new TreeMap<>();
  private final Map<String, Spending> spending = new HashMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Map<String, Set<Object>> running = new HashMap<>();

  /**
   * @param documented the limits of each group at the start and after a reset
   */
  public Limits(Clock clock, Map<String, List<Limit>> documented) {
    this.clock = clock;
    this.documented = Map.copyOf(documented);
    reset();
  }

  /** Restores the documented limits, and deletes what was spent. */
  public synchronized void reset() {
    groups.clear();
    groups.putAll(documented);
    spending.clear();
    refusals.clear();
    running.clear();
  }

  /**
   * Replaces the limits of the named groups, and deletes what was spent.
   *
   * @throws IllegalArgumentException if there is no such group
   */
  public synchronized void replace(Map<String, List<Limit>> wanted) {
    for (var group : wanted.keySet()) {
      if (!documented.containsKey(group)) {
        throw new IllegalArgumentException(
            "There is no group %s, only %s".formatted(group, groups.keySet()));
      }
    }
    groups.putAll(wanted);
    spending.clear();
  }

  public synchronized Map<String, List<Limit>> groups() {
    return Collections.unmodifiableMap(new TreeMap<>(groups));
  }

  /**
   * Takes a place among the running requests if one is free.
   *
   * @param request identifies the request until {@link #end}
   */
  public synchronized void begin(Demand demand, Object request) {
    for (var limit : limits(demand)) {
      if (limit.window() instanceof Window.Running) {
        var places = places(limit, demand);
        if (places.size() < limit.amount()) {
          places.add(request);
        }
      }
    }
  }

  /** Frees the places of a request. */
  public synchronized void end(Object request) {
    running.values().forEach(places -> places.remove(request));
  }

  /**
   * Spends the demand if it fits into all limits.
   *
   * @param request the request of {@link #begin}
   * @return the limit that refuses, with the longest wait
   */
  public synchronized Optional<LimitState> refusal(Demand demand, Object request) {
    var now = clock.instant();
    var refusing =
        limits(demand).stream()
            .filter(limit -> !fits(limit, demand, request, now))
            .map(limit -> state(limit, demand, demand.amount(limit), now))
            .max((a, b) -> a.freeAt().compareTo(b.freeAt()));
    if (refusing.isPresent()) {
      refusals.merge(demand.group(), 1L, Long::sum);
    } else {
      for (var limit : limits(demand)) {
        if (!(limit.window() instanceof Window.Running)) {
          spending(limit, demand).spend(now, demand.amount(limit));
        }
      }
    }
    return refusing;
  }

  /** How many requests did not fit, by group, since the start or the last reset. */
  public synchronized Map<String, Long> refusals() {
    return Map.copyOf(refusals);
  }

  /** All limits of the demand's group as the account finds them now. */
  public synchronized List<LimitState> states(Demand demand) {
    var now = clock.instant();
    return limits(demand).stream().map(limit -> state(limit, demand, 0, now)).toList();
  }

  private boolean fits(Limit limit, Demand demand, Object request, Instant now) {
    return limit.window() instanceof Window.Running
        ? places(limit, demand).contains(request)
        : spending(limit, demand).spent(limit.window(), now) + demand.amount(limit)
            <= limit.amount();
  }

  private LimitState state(Limit limit, Demand demand, long wanted, Instant now) {
    if (limit.window() instanceof Window.Running) {
      return new LimitState(limit, limit.amount() - places(limit, demand).size(), now, now);
    }
    var spending = spending(limit, demand);
    long spent = spending.spent(limit.window(), now);
    // A client that asks for nothing wants to know when its first amount is free again.
    long more = wanted == 0 && spent > 0 ? limit.amount() - spent + 1 : wanted;
    return new LimitState(
        limit, Math.max(0, limit.amount() - spent), now, spending.fitsAt(limit, more, now));
  }

  private List<Limit> limits(Demand demand) {
    return groups.getOrDefault(demand.group(), List.of());
  }

  private Spending spending(Limit limit, Demand demand) {
    return spending.computeIfAbsent(demand.count(limit), count -> new Spending());
  }

  private Set<Object> places(Limit limit, Demand demand) {
    return running.computeIfAbsent(
        demand.count(limit), count -> Collections.newSetFromMap(new IdentityHashMap<>()));
  }
}
