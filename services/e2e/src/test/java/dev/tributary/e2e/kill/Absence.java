package dev.tributary.e2e.kill;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Parts of the installation that are stopped, until this is closed. The launcher starts a stopped
 * part again, so what has taken its place is stopped too.
 */
public final class Absence implements AutoCloseable {
  private static final long EVERY_MILLIS = 200;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Absence(Parts parts, List<String> names) {
    thread.scheduleWithFixedDelay(
        () -> names.forEach(parts::terminate), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns when nothing is stopped any more. */
  @Override
  public void close() {
    thread.close();
  }
}
