package dev.tributary.runtime.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks one piece of work to stop, from a thread other than its own. The first reason counts.
 * Thread-safe.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private volatile @Nullable StopReason reason;

  /** An action that a request carries out. */
  public interface Registration extends AutoCloseable {
    /** After this method returns, the action neither runs nor begins. */
    @Override
    void close();
  }

  /** Whether the work should stop. */
  public boolean requested() {
    return reason != null;
  }

  /**
   * @throws WorkStopped if the work should stop
   */
  public void check() {
    if (requested()) {
      throw new WorkStopped();
    }
  }

  /**
   * Sets an action that ends what the work waits for, such as a query. The action runs at most
   * once, in the thread of the request, or at once in this thread if the work should stop already.
   * It must not wait for the work.
   */
  public synchronized Registration onRequest(Runnable action) {
    if (requested()) {
      action.run();
      return () -> {};
    }
    actions.add(action);
    return () -> remove(action);
  }

  /**
   * Asks the work to stop. Does nothing after the first request. A failed action does not keep the
   * others from running.
   *
   * @throws RuntimeException the failure of the first action that failed, after all have run
   */
  public synchronized void request(StopReason why) {
    if (requested()) {
      return;
    }
    reason = why;
    Throwable first = null;
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        first = first == null ? e : first;
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /** The reason of the first request, or null. */
  @Nullable StopReason reason() {
    return reason;
  }

  private synchronized void remove(Runnable action) {
    actions.remove(action);
  }
}
