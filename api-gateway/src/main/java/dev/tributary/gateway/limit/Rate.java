package dev.tributary.gateway.limit;

/**
 * How fast a bucket fills and how much it holds.
 *
 * @param perSecond sustained requests per second
 * @param burst requests at once
 */
public record Rate(double perSecond, double burst) {

  public Rate {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException("A rate is above 0 and its burst at least 1");
    }
  }

  /** The part of one gateway. */
  public Rate dividedBy(int replicas) {
    return new Rate(perSecond / replicas, Math.max(1, burst / replicas));
  }
}
