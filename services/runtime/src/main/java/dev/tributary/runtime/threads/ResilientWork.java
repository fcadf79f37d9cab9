package dev.tributary.runtime.threads;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Work in the background that goes on after each failure. An {@link Error} is not the end either: a
 * stack overflow concerns one input, memory becomes free again, and a thread that has ended would
 * be missing until the next restart, without a sign. Thread-safe.
 */
public final class ResilientWork {
  private static final System.Logger LOG = System.getLogger(ResilientWork.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private ResilientWork() {}

  /**
   * Starts a thread. If the work fails, it starts again after a second. The thread ends when the
   * work returns, when the thread is interrupted during this second, or when {@code running} is
   * false after a failure.
   *
   * @param thread has a name, which the log contains after a failure
   * @param running whether the work should go on
   */
  public static Thread start(Thread.Builder thread, BooleanSupplier running, Runnable work) {
    return thread.start(() -> {
      boolean again = true;
      while (again) {
        again = failed(work) && running.getAsBoolean() && paused();
      }
    });
  }

  /** The same work, without its failures: a scheduler never repeats a task that has failed. */
  public static Runnable repeatable(Runnable work) {
    return () -> failed(work);
  }

  private static boolean failed(Runnable work) {
    try {
      work.run();
      return false;
    } catch (RuntimeException | Error e) {
      log(e);
      return true;
    }
  }

  private static void log(Throwable failure) {
    try {
      LOG.log(Level.ERROR, Thread.currentThread().getName() + " failed and goes on", failure);
    } catch (RuntimeException | Error e) {
      // The log may need the memory that is missing. The work is more important than the message.
    }
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
