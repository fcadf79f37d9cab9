package dev.tributary.sandbox.kit.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events that a vendor has taken. All are counted; the latest 10,000 are kept whole.
 * Thread-safe.
 */
public final class EventLog {
  private static final int KEPT = 10_000;

  /** An event that the vendor has taken. */
  public record Taken(long sequence, Instant at, ObjectNode event) {}

  /** A page of events: ask again with {@code after} = the last sequence. */
  public record Page(List<Taken> events, DistinctIds.Counts counts) {}

  private final Clock clock;
  private final ArrayDeque<Taken> kept = new ArrayDeque<>();
  private final Set<String> keys = new HashSet<>();
  private DistinctIds counted = new DistinctIds();

  public EventLog(Clock clock) {
    this.clock = clock;
  }

  public synchronized void reset() {
    kept.clear();
    keys.clear();
    counted = new DistinctIds();
  }

  /**
   * Takes an event, also if it is the repeat of another.
   *
   * @param identity equal for events that a reader would call the same; repeats are counted
   */
  public synchronized void append(String identity, ObjectNode event) {
    counted.add(identity);
    kept.addLast(new Taken(counted.counts().received(), clock.instant(), event.deepCopy()));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  /**
   * Takes the first event with a key, and ignores all others with the same key.
   *
   * @return whether the event was taken
   */
  public synchronized boolean appendOnce(String key, ObjectNode event) {
    boolean first = keys.add(key);
    if (first) {
      append(key, event);
    }
    return first;
  }

  /** Oldest first. */
  public synchronized Page page(long after, int limit) {
    return new Page(
        kept.stream().filter(taken -> taken.sequence() > after).limit(limit).toList(),
        counted.counts());
  }
}
