package dev.tributary.audience.dictionary;

import dev.tributary.audience.rule.Rule.EventKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Counts the events of each kind, and the people who caused them. Confined to one thread. */
public final class EventTally {
  private static final int KINDS = 5_000;

  private final Map<EventKind, Counted> kinds = new HashMap<>();
  private boolean leftOut;

  /**
   * A kind of event.
   *
   * @param newest when the newest of them happened, in epoch milliseconds
   */
  public record Counted(EventKind kind, long people, long events, long newest) {
    private Counted and(Counted other) {
      return new Counted(
          kind, people + other.people, events + other.events, Math.max(newest, other.newest));
    }
  }

  /** Adds the figures of other people; each person must be added only once for a kind. */
  public void add(Counted counted) {
    if (kinds.size() == KINDS && !kinds.containsKey(counted.kind())) {
      leftOut = true;
      return;
    }
    kinds.merge(counted.kind(), counted, Counted::and);
  }

  /** The kinds with the most people first. */
  public TruncatedList<Counted> most(int limit) {
    return TruncatedList.of(
        kinds.values().stream()
            .sorted(
                Comparator.comparingLong(Counted::people)
                    .thenComparingLong(Counted::events)
                    .reversed()
                    .thenComparing(each -> each.kind().call())
                    .thenComparing(each -> String.valueOf(each.kind().name())))
            .toList(),
        limit,
        leftOut);
  }
}
