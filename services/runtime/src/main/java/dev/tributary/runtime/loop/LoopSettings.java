package dev.tributary.runtime.loop;

import dev.tributary.contracts.Topic;
import java.time.Duration;
import java.util.List;

/**
 * How a loop runs.
 *
 * @param consumer the consumer group and the name its positions are stored under
 * @param instance this member's fixed name within the group
 * @param topics its inputs
 * @param tickTopic the one of them that carries ticks
 * @param maxPollRecords at most this many records a transaction
 * @param sessionTimeout how long a dead member keeps its partitions
 * @param retryPause the pause after a failure of the database or the broker
 * @param patience how long a failure is repeated before it counts as the input's
 */
public record LoopSettings(
    String consumer,
    String instance,
    List<Topic> topics,
    Topic tickTopic,
    int maxPollRecords,
    Duration sessionTimeout,
    Duration retryPause,
    Patience patience) {

  public static LoopSettings of(
      String consumer, String instance, List<Topic> topics, Topic tickTopic) {
    return new LoopSettings(
        consumer,
        instance,
        topics,
        tickTopic,
        500,
        Duration.ofSeconds(6),
        Duration.ofMillis(500),
        Patience.USUAL);
  }

  List<String> topicNames() {
    return topics.stream().map(Topic::topicName).toList();
  }
}
