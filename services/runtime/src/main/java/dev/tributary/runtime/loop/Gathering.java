package dev.tributary.runtime.loop;

import java.time.Duration;

/**
 * How many records one transaction of a loop takes together.
 *
 * @param maxRecords the largest number of records in a transaction
 * @param maxWait how long the broker gathers records before it answers; a short time costs CPU,
 *     because there are more transactions, and a long time is added to the latency
 */
public record Gathering(int maxRecords, Duration maxWait) {
  private static final int USUAL_RECORDS = 500;

  /** With the usual number of records. */
  public static Gathering within(Duration maxWait) {
    return new Gathering(USUAL_RECORDS, maxWait);
  }
}
