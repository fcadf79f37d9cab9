package dev.tributary.runtime.work;

import java.util.Optional;

/**
 * Work that waits in a table of a service. The table, the order of claims and the states of the
 * work belong to the service.
 *
 * <p>An implementation is thread-safe. It promises that one claim at a time has the lease of a
 * piece of work, and that the holder of a lost lease can change nothing. The holder is the process
 * or one of its claims, as the table identifies it. Each method may throw, for example while the
 * database is away: the engine then tries again later.
 *
 * @param <T> a claim of a piece of work
 */
public interface LeasedQueue<T> {
  /** Takes work that waits, or whose lease has ended, with a lease that begins now. */
  Optional<T> claim();

  /** Renews the lease, and answers whether the work should go on. */
  Renewal renew(T work);

  /**
   * Returns work to the queue, because this process stops. An implementation that does nothing
   * leaves the work to its lease: another process continues it after the lease has ended.
   */
  void giveBack(T work);

  /** The id of the work, for the log. */
  String id(T work);
}
