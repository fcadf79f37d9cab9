package dev.tributary.destinations.connector;

import java.time.Instant;

/**
 * A request of a {@link Protocol.Job}, and what its answer means.
 *
 * @param request without credentials: the engine adds them
 * @param <T> what the answer is about
 */
public record JobCall<T extends JobAnswer>(Egress.Request request, Reading<T> reading) {

  /**
   * Reads an answer. Pure: the same answer has the same meaning. An exception counts as a request
   * without an answer, and for results as {@link JobAnswer.OfResults.Unreadable}.
   *
   * @param <T> what the answer is about
   */
  @FunctionalInterface
  public interface Reading<T extends JobAnswer> {
    /**
     * @param answer whatever its status
     * @param now when the answer arrived, for answers that say how long to wait
     */
    T read(Egress.Answer answer, Instant now);
  }
}
