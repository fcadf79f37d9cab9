package dev.tributary.warehouse.run;

import dev.tributary.warehouse.source.TableReader;
import org.jspecify.annotations.Nullable;

/** Ends a run from a thread other than the run's own. Thread-safe. */
public final class RunCancellation {
  private @Nullable TableReader reader;
  private Runs.Heartbeat reason = Runs.Heartbeat.GO_ON;

  synchronized void opened(TableReader opened) {
    reader = opened;
    if (requested()) {
      opened.cancel();
    }
  }

  synchronized void request(Runs.Heartbeat why) {
    reason = why;
    TableReader open = reader;
    if (open != null) {
      open.cancel();
    }
  }

  synchronized void closed() {
    reader = null;
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
