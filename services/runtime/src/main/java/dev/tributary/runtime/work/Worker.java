package dev.tributary.runtime.work;

import java.time.Duration;
import java.util.Optional;

/**
 * Does work that an engine has claimed. It is thread-safe if the engine has several threads.
 *
 * @param <T> a claim of a piece of work
 */
public interface Worker<T> {
  /**
   * Does the whole work and stores its end, also if it failed in a way that another attempt does
   * not change. It looks at {@code stop} often, and throws any exception after a request to stop.
   *
   * @throws LeaseLost if another worker has taken over; nothing more is stored
   * @throws Exception without a request to stop: the work has no end yet, and is left to its lease
   */
  void carryOut(T work, Cancellation stop) throws Exception;

  /** Stores that a user has cancelled the work. It has stopped. */
  void cancelled(T work);

  /** Stores that the work took longer than {@link #limit} allows. It has stopped. */
  default void overdue(T work) {
    throw new IllegalStateException("This work has no limit");
  }

  /** How long the work may take from now on; empty without a limit. */
  default Optional<Duration> limit(T work) {
    return Optional.empty();
  }
}
