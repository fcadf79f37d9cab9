package dev.tributary.warehouse.run;

import org.jspecify.annotations.Nullable;

/** Ends a run from a thread other than the run's own. Thread-safe. */
public final class RunCancellation {
  private @Nullable Runnable cancel;
  private Runs.Heartbeat reason = Runs.Heartbeat.GO_ON;

  /**
   * The warehouse is open.
   *
   * @param ofQuery ends the running query
   */
  synchronized void opened(Runnable ofQuery) {
    cancel = ofQuery;
    if (requested()) {
      ofQuery.run();
    }
  }

  synchronized void request(Runs.Heartbeat why) {
    reason = why;
    Runnable open = cancel;
    if (open != null) {
      open.run();
    }
  }

  synchronized void closed() {
    cancel = null;
  }

  synchronized boolean requested() {
    return reason != Runs.Heartbeat.GO_ON;
  }

  /** Whether the run has taken longer than allowed. */
  synchronized boolean overdue() {
    return reason == Runs.Heartbeat.OVERDUE;
  }

  /** Whether the run now belongs to another worker, which records its outcome. */
  synchronized boolean lost() {
    return reason == Runs.Heartbeat.LOST;
  }
}
