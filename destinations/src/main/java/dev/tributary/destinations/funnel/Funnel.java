package dev.tributary.destinations.funnel;

import java.time.Instant;
import java.util.Map;

/**
 * How many come how far. Each person is in one place, so that each step is the one before without
 * those who stop between them.
 *
 * @param asOf when it was read
 * @param complete whether all people were read, not only the first
 * @param people how many were read
 * @param stops how many stand where
 */
public record Funnel(Instant asOf, boolean complete, long people, Map<Stop, Long> stops) {

  public long reaching(Step step) {
    return people
        - stops.entrySet().stream()
            .filter(stop -> stop.getKey().missed().compareTo(step) <= 0)
            .mapToLong(Map.Entry::getValue)
            .sum();
  }
}
