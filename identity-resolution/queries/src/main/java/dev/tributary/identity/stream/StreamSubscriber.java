package dev.tributary.identity.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber to the decisions of a workspace, with a bounded buffer. The follower that reads the
 * store puts decisions here and never waits: a slow reader loses the oldest decisions, and gets
 * their number.
 */
public final class StreamSubscriber {
  /** As many as a page shows. */
  static final int BOUND = 1_000;

  private final StreamFilter filter;
  private final Deque<DecidedEvent> waiting = new ArrayDeque<>();
  private SkippedCount skipped = SkippedCount.NOTHING;
  private Cursor cursor;
  private boolean over;

  StreamSubscriber(StreamFilter filter, Cursor cursor) {
    this.filter = filter;
    this.cursor = cursor;
  }

  /**
   * The decisions since the last call.
   *
   * @param skipped how many were left out before the events
   * @param cursor where to go on after all of them
   * @param over whether nothing follows
   */
  public record Update(
      SkippedCount skipped, List<DecidedEvent> events, Cursor cursor, boolean over) {
    public boolean nothing() {
      return events.isEmpty() && skipped.count() == 0;
    }
  }

  synchronized void offer(DecisionBatch decisions, Cursor upTo) {
    skipped = skipped.and(decisions.skipped());
    for (DecidedEvent decided : decisions.events()) {
      if (filter.includes(decided)) {
        waiting.addLast(decided);
      }
    }
    while (waiting.size() > BOUND) {
      waiting.removeFirst();
      skipped = skipped.and(new SkippedCount(1, true));
    }
    cursor = upTo;
    notifyAll();
  }

  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits until there are decisions, or for that long. */
  public synchronized Update next(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (waiting.isEmpty() && skipped.count() == 0 && !over && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    Update update = new Update(skipped, List.copyOf(waiting), cursor, over);
    waiting.clear();
    skipped = SkippedCount.NOTHING;
    return update;
  }
}
