package dev.tributary.e2e.kill;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Parts of the installation that are stopped, until this is closed. The launcher starts a stopped
 * part again. What has taken its place is killed, because a service that starts obeys SIGTERM only
 * after it has started, and would answer for a moment.
 */
public final class Absence implements AutoCloseable {
  private static final long EVERY_MILLIS = 200;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Set<Long> terminated = new HashSet<>();

  Absence(Parts parts, List<String> names) {
    for (String name : names) {
      parts.process(name).ifPresent(this::terminate);
    }
    thread.scheduleWithFixedDelay(
        () -> names.forEach(name -> parts.process(name).ifPresent(this::kill)),
        0,
        EVERY_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private void terminate(ProcessHandle process) {
    terminated.add(process.pid());
    process.destroy();
  }

  private void kill(ProcessHandle process) {
    if (!terminated.contains(process.pid())) {
      process.destroyForcibly();
    }
  }

  /** Returns when nothing is stopped any more. */
  @Override
  public void close() {
    thread.close();
  }
}
