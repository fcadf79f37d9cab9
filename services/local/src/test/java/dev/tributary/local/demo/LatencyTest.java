package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatencyTest {

  private final ArrayNode deliveries = new ObjectMapper().createArrayNode();

  @Test
  void itIsTheTimeFromTheEventsAcceptanceToItsDelivery() {
    Instant accepted = Instant.now().minusSeconds(5);
    for (int millis = 1; millis <= 100; millis++) {
      deliver(accepted, Duration.ofMillis(millis));
    }
    assertThat(Latency.of(deliveries)).isEqualTo(new Latency(100, 50, 99));
  }

  @Test
  void eventsOfThePastDoNotCount() {
    deliver(Instant.now().minus(Duration.ofHours(1)), Duration.ofMinutes(30));
    assertThat(Latency.of(deliveries).sample()).isZero();
  }

  private void deliver(Instant accepted, Duration took) {
    String millis = "%012x".formatted(accepted.toEpochMilli());
    deliveries
        .addObject()
        .put(
            "rootEvent",
            "evt_%s-%s-7000-8000-000000000000"
                .formatted(millis.substring(0, 8), millis.substring(8)))
        .put("deliveredAt", Instant.ofEpochMilli(accepted.toEpochMilli()).plus(took).toString());
  }
}
