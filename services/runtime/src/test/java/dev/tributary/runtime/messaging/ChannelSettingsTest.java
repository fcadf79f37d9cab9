package dev.tributary.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.kafka.KafkaClients;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

/** Nothing here is ever connected. */
class ChannelSettingsTest {
  private final KafkaClients kafka = new KafkaClients("127.0.0.1:1");

  /**
   * A shorter poll would wake the service for nothing, although the fetch at the broker is long.
   */
  @Test
  void aChannelPollsAsLongAsTheBrokerMayWaitForAMessage() {
    for (Map<String, Object> settings :
        List.of(ChannelSettings.of(kafka), ChannelSettings.ofEnds(kafka))) {
      assertThat(settings)
          .containsEntry("poll-timeout", "3000")
          .containsEntry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "3000");
    }
  }
}
