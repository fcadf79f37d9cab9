package dev.tributary.runtime.query;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A query for which a caller waits. It has to end at the deadline, and when the caller has
 * disconnected. A read of many rows calls {@link #check} now and then; a read whose statements may
 * take long is {@link #cancelling}. Thread-safe.
 */
public final class RunningQuery {
  private static final ScopedValue<RunningQuery> CURRENT = ScopedValue.newInstance();
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Duration limit;
  private volatile @Nullable Cause cause;
  private @Nullable Runnable cancel;

  RunningQuery(Duration limit) {
    this.limit = limit;
  }

  /** Why a query ends before its answer. */
  enum Cause {
    DEADLINE,
    DISCONNECTED
  }

  /**
   * @param <E> the exception that it throws
   */
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** The query of this thread. Without one, the result is a query that nothing ends. */
  public static RunningQuery current() {
    return CURRENT.isBound() ? CURRENT.get() : new RunningQuery(Duration.ZERO);
  }

  <T, E extends Exception> T run(Work<T, E> work) throws E {
    return ScopedValue.where(CURRENT, this).call(work::run);
  }

  /**
   * @throws Problem if the query has to end
   */
  public void check() {
    Cause found = cause;
    if (found != null) {
      throw switch (found) {
        case DEADLINE ->
            Problems.QUERY_TOO_LONG.problem(
                "The query took longer than %d seconds".formatted(limit.toSeconds()));
        case DISCONNECTED -> Problems.UNAVAILABLE.problem("The caller has disconnected");
      };
    }
  }

  /**
   * Runs a part of the query. If the query has to end, the given code runs, again each second until
   * the part has returned, but never afterwards.
   *
   * @param cancel ends what the part waits for; called from another thread
   * @throws Problem if the query had to end, instead of the failure that this caused
   */
  public <T, E extends Exception> T cancelling(Runnable cancel, Work<T, E> part) throws E {
    cancelBy(cancel);
    try {
      check();
      T result = part.run();
      check();
      return result;
    } catch (Exception e) {
      check();
      throw e;
    } finally {
      cancelBy(null);
    }
  }

  private synchronized void cancelBy(@Nullable Runnable given) {
    cancel = given;
    notifyAll();
  }

  synchronized void end(Cause why) {
    if (cause == null) {
      cause = why;
      while (cancel != null) {
        cancel.run();
        pause();
      }
    }
  }

  private void pause() {
    try {
      wait(AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel = null;
    }
  }
}
