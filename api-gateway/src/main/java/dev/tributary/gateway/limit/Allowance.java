package dev.tributary.gateway.limit;

import java.time.Duration;

/** Whether a client may send one more request now. */
public sealed interface Allowance {

  /** It may. */
  record Granted() implements Allowance {}

  /**
   * It must wait.
   *
   * @param retryAfterSeconds at least 1
   */
  record Exhausted(int retryAfterSeconds) implements Allowance {}

  /**
   * Reads the answer of a bucket.
   *
   * @param wait until the next request; zero if this one was granted
   */
  static Allowance after(Duration wait) {
    return wait.isZero() ? new Granted() : new Exhausted((int) wait.plusMillis(999).toSeconds());
  }
}
