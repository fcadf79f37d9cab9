package dev.tributary.benchmarks.measure;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Measures while a thread makes traffic. A figure without the traffic would be a wrong one. */
public final class Traffic {
  private Traffic() {}

  /** A measurement, which may be interrupted. */
  @FunctionalInterface
  public interface Measured<T> {
    T get() throws InterruptedException;
  }

  /**
   * @param traffic runs until its thread is interrupted
   * @throws IllegalStateException if the traffic ended before the measurement; the cause is the
   *     traffic's failure
   */
  public static <T> T during(Runnable traffic, Measured<T> measured) throws InterruptedException {
    FutureTask<Boolean> task = new FutureTask<>(traffic, true);
    Thread thread = Thread.ofPlatform().daemon().name("traffic").start(task);
    try {
      T result = measured.get();
      if (task.isDone()) {
        throw new IllegalStateException("The traffic ended before the measurement", failure(task));
      }
      return result;
    } finally {
      thread.interrupt();
      thread.join();
    }
  }

  private static @Nullable Throwable failure(FutureTask<Boolean> task) throws InterruptedException {
    try {
      task.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
