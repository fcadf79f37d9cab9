package dev.tributary.runtime.loop;

import dev.tributary.contracts.event.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partition holds beyond the position of its loop: ticks, and between which of them each
 * workspace has records. From that follows how far time has passed for each workspace once
 * everything before a position is handled: up to the last tick before its first record that is
 * left, or up to the newest tick if none is left. That never goes back while the position and what
 * is read ahead grow.
 *
 * <p>Memory grows by an entry for each workspace and tick between two of which it has records. The
 * more entries a workspace has, the longer the time that one of them stands for: so a long backlog
 * is kept in few, and its workspace's time passes in larger steps. Thread-safe.
 */
final class AheadQueue {
  /** A workspace's entries are for each tick up to so many, then for ever longer times. */
  static final int FINE = 1_000;

  private static final Duration COARSER = Duration.ofMillis(500);

  private static final int LARGEST_DOUBLING = 20;

  /** Entries of all workspaces; of 100 bytes or so. */
  private static final int MOST = 50_000;

  private final long from;
  private final int fine;
  private final Map<String, Deque<Entry>> byWorkspace = new HashMap<>();

  /** Records whose workspace cannot be read: they may be anybody's. */
  private final Deque<Entry> anybodys = new ArrayDeque<>();

  private Tick newest;
  private long next;

  /** The largest position that was asked for: what held nobody back there never does later. */
  private long asked;

  private int entries;

  /** Records of one workspace, the last of them at an offset, after a tick. */
  private static final class Entry {
    private final Tick before;
    private long last;

    Entry(Tick before, long last) {
      this.before = before;
      this.last = last;
    }
  }

  /**
   * @param from the position of the loop: what stands before it is handled
   * @param before the newest tick that stands before it
   */
  AheadQueue(long from, Tick before) {
    this(from, before, FINE);
  }

  AheadQueue(long from, Tick before, int fine) {
    this.from = from;
    this.newest = before;
    this.next = from;
    this.fine = fine;
  }

  /** The next that was read is a tick. */
  synchronized void tick(long offset, Tick tick) {
    newest = newest.orLater(tick);
    next = offset + 1;
  }

  /** The next that was read is another record; null where its workspace cannot be read. */
  synchronized void record(long offset, @Nullable String workspace) {
    Deque<Entry> its =
        workspace == null
            ? anybodys
            : byWorkspace.computeIfAbsent(workspace, _ -> new ArrayDeque<>());
    Entry last = its.peekLast();
    if (last != null && last.last >= asked && !isLater(newest, last.before, its.size())) {
      last.last = offset;
    } else {
      its.add(new Entry(newest, offset));
      entries++;
    }
    next = offset + 1;
  }

  private boolean isLater(Tick tick, Tick before, int size) {
    if (tick.equals(before)) {
      return false;
    }
    int doublings = Math.min(size / fine, LARGEST_DOUBLING);
    return doublings == 0
        || !tick.newest().isBefore(before.newest().plus(COARSER.multipliedBy(1L << doublings)));
  }

  /** Forgets what stands before a position that never goes back. */
  synchronized void passed(long position) {
    int before = entries;
    passed(anybodys, position);
    byWorkspace.values().forEach(its -> passed(its, position));
    if (entries != before) {
      byWorkspace.values().removeIf(Deque::isEmpty);
    }
  }

  private void passed(Deque<Entry> its, long position) {
    Entry first = its.peekFirst();
    while (first != null && first.last < position) {
      its.removeFirst();
      entries--;
      first = its.peekFirst();
    }
  }

  /** Where what was read ahead ends. */
  synchronized long next() {
    return next;
  }

  /** Whether everything from a position on is here, up to where it ends. */
  synchronized boolean covers(long position) {
    return position >= from && position <= next;
  }

  /** Whether no more should be read until the position has moved. */
  synchronized boolean full() {
    return entries >= MOST;
  }

  /**
   * The time that has passed for each workspace once everything before a position is handled.
   *
   * @return null for a position before the beginning of this queue
   */
  synchronized @Nullable Tick at(long position) {
    if (position < from) {
      return null;
    }
    asked = Math.max(asked, position);
    Entry unreadable = first(anybodys, position);
    Tick bound = unreadable == null ? newest : unreadable.before.orEarlier(newest);
    Map<String, Instant> heldBack = new HashMap<>(bound.heldBack());
    byWorkspace.forEach((workspace, its) -> {
      Entry first = first(its, position);
      if (first != null) {
        heldBack.merge(
            workspace, first.before.time(workspace), (one, two) -> one.isBefore(two) ? one : two);
      }
    });
    return Tick.of(bound.newest(), heldBack, newest.offsets());
  }

  private static @Nullable Entry first(Deque<Entry> its, long position) {
    for (Entry entry : its) {
      if (entry.last >= position) {
        return entry;
      }
    }
    return null;
  }
}
