package dev.tributary.control.http;

import dev.tributary.control.audit.TrailUnavailable;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Waits for answers of the store, on threads that may block. */
final class Answers {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Answers() {}

  /**
   * @throws Problem 503 if the store does not answer
   */
  static <T> T await(Uni<T> answer) {
    try {
      return answer.await().atMost(LONGEST);
    } catch (TrailUnavailable | TimeoutException e) {
      throw Problems.UNAVAILABLE.problem(Problems.UNAVAILABLE.title());
    }
  }
}
