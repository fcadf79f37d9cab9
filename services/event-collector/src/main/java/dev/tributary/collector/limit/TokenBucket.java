package dev.tributary.collector.limit;

/**
 * A token bucket that may go below zero: while a token is left a request passes whole, and the next
 * request waits for the excess. So a batch larger than the bucket passes, and the average is still
 * right. Not thread-safe.
 */
final class TokenBucket {
  /** The size of the bucket, in seconds of the rate. */
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
