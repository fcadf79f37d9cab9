package dev.tributary.identity.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who follows a workspace. Decisions are put here by whoever reads the store, which never
 * waits: a reader that is slower than what happens loses the oldest and is told how many.
 */
public final class Reader {
  /** As many as a page shows. */
  static final int BOUND = 1_000;

  private final Wanted wanted;
  private final Deque<Decided> waiting = new ArrayDeque<>();
  private Skipped skipped = Skipped.NOTHING;
  private Cursor cursor;
  private boolean over;

  Reader(Wanted wanted, Cursor cursor) {
    this.wanted = wanted;
    this.cursor = cursor;
  }

  /**
   * What to tell next.
   *
   * @param skipped before the events
   * @param cursor where to go on after all of it
   * @param over nothing follows
   */
  public record Told(Skipped skipped, List<Decided> events, Cursor cursor, boolean over) {
    public boolean nothing() {
      return events.isEmpty() && skipped.count() == 0;
    }
  }

  synchronized void offer(Decisions decisions, Cursor upTo) {
    skipped = skipped.and(decisions.skipped());
    for (Decided decided : decisions.events()) {
      if (wanted.includes(decided)) {
        waiting.addLast(decided);
      }
    }
    while (waiting.size() > BOUND) {
      waiting.removeFirst();
      skipped = skipped.and(new Skipped(1, true));
    }
    cursor = upTo;
    notifyAll();
  }

  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits until there is something to tell, or for that long. */
  public synchronized Told next(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (waiting.isEmpty() && skipped.count() == 0 && !over && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    Told told = new Told(skipped, List.copyOf(waiting), cursor, over);
    waiting.clear();
    skipped = Skipped.NOTHING;
    return told;
  }
}
