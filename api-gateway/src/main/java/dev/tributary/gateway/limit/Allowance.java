package dev.tributary.gateway.limit;

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

  /** Reads a bucket's answer: the seconds until the next request, 0 for none. */
  static Allowance after(double seconds) {
    return seconds <= 0 ? new Granted() : new Exhausted((int) Math.max(1, Math.ceil(seconds)));
  }
}
