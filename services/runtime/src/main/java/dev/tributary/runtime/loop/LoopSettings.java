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
 * @param ticks where its time comes from
 * @param maxPollRecords at most this many records a transaction
 * @param sessionTimeout how long a dead member keeps its partitions
 * @param retryPause the pause after a failure of the database or the broker
 * @param patience how long a failure is repeated before it counts as the input's
 */
public record LoopSettings(
    String consumer,
    String instance,
    List<Topic> topics,
    Ticks ticks,
    int maxPollRecords,
    Duration sessionTimeout,
    Duration retryPause,
    Patience patience) {

  /**
   * The usual, without reading ahead.
   *
   * @param tickTopic the one of the inputs that carries ticks
   */
  public static LoopSettings of(
      String consumer, String instance, List<Topic> topics, Topic tickTopic) {
    return new LoopSettings(
        consumer,
        instance,
        topics,
        new Ticks(tickTopic, false),
        500,
        Duration.ofSeconds(6),
        Duration.ofMillis(500),
        Patience.USUAL);
  }

  /** With partitions read ahead whose time lags: for loops that pass time on, or live by it. */
  public LoopSettings lookingAhead() {
    return new LoopSettings(
        consumer,
        instance,
        topics,
        new Ticks(ticks.topic(), true),
        maxPollRecords,
        sessionTimeout,
        retryPause,
        patience);
  }

  List<String> topicNames() {
    return topics.stream().map(Topic::topicName).toList();
  }
}
