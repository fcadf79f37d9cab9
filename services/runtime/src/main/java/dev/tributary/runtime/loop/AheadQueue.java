package dev.tributary.runtime.loop;

import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a partition beyond the position of its loop: ticks, and between which ticks each
 * workspace has records. It says how far time has passed for each workspace after everything before
 * a position is processed: up to the last tick before its first remaining record, or up to the
 * newest tick if no record remains. This time never goes back while the position and the records
 * read ahead grow.
 *
 * <p>Memory grows by one entry for each workspace and pair of ticks between which it has records.
 * The more entries a workspace has, the longer the time that one entry covers. So a long backlog
 * needs few entries, and its workspace's time passes in larger steps. Thread-safe.
 */
final class AheadQueue {
  /**
   * Up to this number, a workspace has an entry for each tick. Above it, each entry covers a longer
   * time.
   */
  static final int FINE = 1_000;

  private static final Duration COARSER = Duration.ofMillis(500);

  private static final int LARGEST_DOUBLING = 20;

  /** Entries of all workspaces, of about 100 bytes each. */
  private static final int MOST = 50_000;

  private final long from;
  private final int fine;
  private final Map<WorkspaceId, Deque<Entry>> byWorkspace = new HashMap<>();

  /** Records whose workspace cannot be read. They may belong to any workspace. */
  private final Deque<Entry> ofUnknownWorkspace = new ArrayDeque<>();

  private Tick newest;
  private long next;

  /**
   * The largest position that was asked for. An entry before it is not extended: it held no
   * workspace back at that position, and must not do so later.
   */
  private long asked;

  private int entries;

  /** Records of one workspace after a tick, with the offset of the last record. */
  private static final class Entry {
    private final Tick before;
    private long last;

    Entry(Tick before, long last) {
      this.before = before;
      this.last = last;
    }
  }

  /**
   * @param from the position of the loop: everything before it is processed
   * @param before the newest tick before this position
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

  /** The next record is a tick. */
  synchronized void tick(long offset, Tick tick) {
    newest = newest.orLater(tick);
    next = offset + 1;
  }

  /** The next record is not a tick. The workspace is null if it cannot be read. */
  synchronized void record(long offset, @Nullable WorkspaceId workspace) {
    Deque<Entry> its =
        workspace == null
            ? ofUnknownWorkspace
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

  /** Removes everything before a position. The position never goes back. */
  synchronized void passed(long position) {
    int before = entries;
    passed(ofUnknownWorkspace, position);
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

  /** The offset after the last record that was read ahead. */
  synchronized long next() {
    return next;
  }

  /** Whether the queue contains everything from a position up to {@link #next}. */
  synchronized boolean covers(long position) {
    return position >= from && position <= next;
  }

  /** Whether no more should be read until the position has moved. */
  synchronized boolean full() {
    return entries >= MOST;
  }

  /**
   * The time that has passed for each workspace after everything before a position is processed.
   *
   * @return null for a position before the beginning of this queue
   */
  synchronized @Nullable Tick at(long position) {
    if (position < from) {
      return null;
    }
    asked = Math.max(asked, position);
    Entry unreadable = first(ofUnknownWorkspace, position);
    Tick bound = unreadable == null ? newest : unreadable.before.orEarlier(newest);
    Map<WorkspaceId, Instant> heldBack = new HashMap<>(bound.heldBack());
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
