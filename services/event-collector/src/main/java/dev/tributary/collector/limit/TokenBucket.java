package dev.tributary.collector.limit;

/**
 * A token bucket that may go into debt: while anything is left a request passes whole, and what it
 * took too much is waited for by the next. So a batch larger than the bucket passes, and the
 * average still holds. Not thread-safe.
 */
final class TokenBucket {
  /** How many seconds of the rate may come at once. */
  static final int BURST_SECONDS = 2;

  private double tokens;
  private long at;

  TokenBucket(double perSecond, long nowMillis) {
    this.tokens = perSecond * BURST_SECONDS;
    this.at = nowMillis;
  }

  /** Milliseconds to wait, or {@link RateLimit#GRANTED}. */
  long take(int events, double perSecond, long nowMillis) {
    double refilled = tokens + Math.max(0, nowMillis - at) * perSecond / 1000;
    tokens = Math.min(perSecond * BURST_SECONDS, refilled);
    at = Math.max(at, nowMillis);
    if (tokens > 0) {
      tokens -= events;
      return RateLimit.GRANTED;
    }
    return 1 + (long) (-tokens * 1000 / perSecond);
  }
}
