package dev.tributary.runtime.messaging;

import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The settings of all channels that a service subscribes to itself: those of a follower, no
 * commits, one item for each poll, and a client that is created with the first subscription. A
 * consumer cannot be created while the name of the cluster is unknown; then the subscription tries
 * again.
 */
public final class ChannelSettings {
  /** The {@code kafka-configuration} of the channels that read definitions. */
  public static final String DEFINITIONS = "definitions";

  /** The {@code kafka-configuration} of the channels that follow the end of a topic. */
  public static final String ENDS = "ends";

  static final Set<String> ALL = Set.of(DEFINITIONS, ENDS);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private ChannelSettings() {}

  public static Map<String, Object> of(KafkaClients kafka) {
    Map<String, Object> settings = new HashMap<>();
    kafka.followerSettings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put("batch", "true");
    settings.put("commit-strategy", "ignore");
    settings.put("failure-strategy", "ignore");
    settings.put("lazy-client", "true");
    settings.put("poll-timeout", Long.toString(KafkaClients.FOLLOWER_WAIT.toMillis()));
    settings.put("retry-max-wait", Long.toString(LONGEST_PAUSE.toSeconds()));
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    settings.put("graceful-shutdown", "false");
    settings.put("health-enabled", "false");
    return Map.copyOf(settings);
  }

  /** A reader whose position the log no longer has goes on at the end, as it began. */
  public static Map<String, Object> ofEnds(KafkaClients kafka) {
    Map<String, Object> settings = new HashMap<>(of(kafka));
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return Map.copyOf(settings);
  }
}
