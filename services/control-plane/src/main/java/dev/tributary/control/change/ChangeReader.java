package dev.tributary.control.change;

import dev.tributary.contracts.change.Changed;
import dev.tributary.contracts.change.CollectedChanges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber to the changes of a workspace. Changes that a slow reader has not taken are merged
 * by subject, so its memory is bounded and it loses no subject. Thread-safe.
 */
public final class ChangeReader {
  private CollectedChanges waiting = new CollectedChanges();
  private boolean over;

  /**
   * The changes since the last call.
   *
   * @param changes each subject once
   * @param over whether nothing follows
   */
  public record Update(List<Changed> changes, boolean over) {
    public Update {
      changes = List.copyOf(changes);
    }
  }

  synchronized void offer(List<Changed> changes) {
    changes.forEach(each -> waiting.add(each.subject(), each.ids()));
    notifyAll();
  }

  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits until there are changes, or for that long. */
  public synchronized Update next(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (waiting.isEmpty() && !over && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    Update update = new Update(waiting.list(), over);
    waiting = new CollectedChanges();
    return update;
  }
}
