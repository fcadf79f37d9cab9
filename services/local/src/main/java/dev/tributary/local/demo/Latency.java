package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Milliseconds from the acceptance of an event to its delivery, for the latest deliveries.
 *
 * @param sample number of deliveries; with 0 the other values have no meaning
 */
record Latency(int sample, long p50, long p99) {

  private static final int HEX_OF_MILLIS = 12;
  private static final int HEX = 16;

  /** Older deliveries belong to the shop's past, which was sent all at once. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  /**
   * @param deliveries as the API lists them
   */
  static Latency of(JsonNode deliveries) {
    Instant since = Instant.now().minus(RECENT);
    List<Long> millis = new ArrayList<>();
    for (JsonNode delivery : deliveries) {
      Instant delivered = Instant.parse(delivery.path("deliveredAt").asText());
      Instant accepted = acceptedAt(delivery.path("rootEvent").asText());
      if (accepted.isAfter(since)) {
        millis.add(Duration.between(accepted, delivered).toMillis());
      }
    }
    Collections.sort(millis);
    return new Latency(millis.size(), quantile(millis, 0.5), quantile(millis, 0.99));
  }

  /** An event's id is a UUID of version 7, which begins with the time of acceptance. */
  private static Instant acceptedAt(String event) {
    String uuid = event.substring(event.indexOf('_') + 1).replace("-", "");
    return Instant.ofEpochMilli(Long.parseLong(uuid.substring(0, HEX_OF_MILLIS), HEX));
  }

  private static long quantile(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
