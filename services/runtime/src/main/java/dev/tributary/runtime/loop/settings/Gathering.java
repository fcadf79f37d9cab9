package dev.tributary.runtime.loop.settings;

import dev.tributary.runtime.kafka.Fetch;
import java.time.Duration;

/**
 * How many records one transaction of a loop takes together.
 *
 * @param maxRecords the largest number of records in a transaction
 * @param fetch when the broker answers with the records that it has
 */
public record Gathering(int maxRecords, Fetch fetch) {
  private static final int USUAL_RECORDS = 500;

  /** For topics that are quiet most of the time: each transaction takes what there is. */
  public static final Gathering AT_ONCE = new Gathering(USUAL_RECORDS, Fetch.AT_ONCE);

  /**
   * For topics with traffic, with the usual number of records.
   *
   * @param maxWait how long the broker gathers records before it answers; a short time costs CPU,
   *     because there are more transactions, and a long time is added to the latency
   */
  public static Gathering within(Duration maxWait) {
    return new Gathering(USUAL_RECORDS, Fetch.gathering(maxWait));
  }
}
