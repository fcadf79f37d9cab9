package dev.tributary.runtime.work;

import dev.tributary.runtime.threads.Wakeup;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How an engine works.
 *
 * @param name the beginning of the names of its threads
 * @param workers pieces of work at the same time in this process, at least 1
 * @param renewal the time between two renewals of a lease: a third of the lease or less, so that
 *     one failed renewal does not lose it. A user's request to cancel waits this long
 * @param idle the pause after a look at an empty queue, and after a failure
 * @param queued ends the pause of one thread when this process has added work
 * @param permitted whether this process may work at present. If not, the engine claims nothing, and
 *     leaves work in progress to its lease
 */
public record WorkSettings(
    String name,
    int workers,
    Duration renewal,
    Duration idle,
    Wakeup queued,
    BooleanSupplier permitted) {
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** One thread that looks at the queue each second, and may always work. */
  public static WorkSettings oneAtATime(String name, Duration renewal) {
    return new WorkSettings(name, 1, renewal, IDLE, new Wakeup(1), () -> true);
  }

  /** Several threads that also look at the queue each second. */
  public static WorkSettings several(
      String name, int workers, Duration renewal, Wakeup queued, BooleanSupplier permitted) {
    return new WorkSettings(name, workers, renewal, IDLE, queued, permitted);
  }
}
