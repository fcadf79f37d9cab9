package dev.tributary.destinations.funnel;

import java.time.Instant;
import java.util.Map;

/**
 * How many people reach each step. Each person is counted once, so each step is the one before
 * without those who stop between them.
 *
 * @param asOf when the funnel was computed
 * @param complete whether all people were read, not only the first
 * @param people how many were read
 * @param stops the number of people at each stop
 * @param received the number of people who reach the last step only because the destination has
 *     received their record, and never confirms more
 * @param unrecorded how many of them wait for their first delivery: the ledger has no record of
 *     them
 */
public record Funnel(
    Instant asOf,
    boolean complete,
    long people,
    Map<FunnelStop, Long> stops,
    long received,
    long unrecorded) {

  public long reaching(Step step) {
    return people
        - stops.entrySet().stream()
            .filter(stop -> stop.getKey().missed().compareTo(step) <= 0)
            .mapToLong(Map.Entry::getValue)
            .sum();
  }
}
