package dev.tributary.runtime.loop.settings;

import dev.tributary.runtime.kafka.Fetch;
import java.time.Duration;

/**
 * How many records one transaction of a loop takes together.
 *
 * @param maxRecords the largest number of records in a transaction
 * @param fetch when the broker answers with the records that it has
 * @param apart the shortest time from the start of one transaction to the start of the next one,
 *     while there are few records; zero for none
 */
public record BatchSettings(int maxRecords, Fetch fetch, Duration apart) {
  private static final int USUAL_RECORDS = 500;

  /**
   * For topics with traffic, with the usual number of records.
   *
   * @param maxWait how long the broker gathers records before it answers; a short time costs CPU,
   *     because there are more transactions, and a long time is added to the latency
   */
  public static BatchSettings within(Duration maxWait) {
    return of(Fetch.gathering(maxWait), Duration.ZERO);
  }

  /**
   * For topics that other loops publish to, with the usual number of records. What they publish in
   * one transaction was gathered before, and arrives together. To gather it again would only delay
   * it. But several loops publish more transactions than one, so transactions here are apart.
   *
   * @param maxWait how long the other loops gather records
   */
  public static BatchSettings downstream(Duration maxWait) {
    return of(Fetch.AT_ONCE, maxWait.dividedBy(2));
  }

  private static BatchSettings of(Fetch fetch, Duration apart) {
    return new BatchSettings(USUAL_RECORDS, fetch, apart);
  }
}
