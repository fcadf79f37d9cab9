package dev.tributary.runtime.loop.settings;

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
 * @param gathering how many records a transaction takes together
 * @param sessionTimeout how long a dead member keeps its partitions
 * @param retryPause the pause after a failure of the database or the broker
 * @param patience how long a failure is repeated before it counts as the input's
 */
public record LoopSettings(
    String consumer,
    String instance,
    List<Topic> topics,
    Ticks ticks,
    BatchSettings gathering,
    Duration sessionTimeout,
    Duration retryPause,
    RetryLimits patience) {
  /**
   * The usual settings, without reading ahead.
   *
   * @param tickTopic the input topic that carries ticks
   * @param maxWait how long records are gathered for a transaction
   */
  public static LoopSettings of(
      String consumer, String instance, List<Topic> topics, Topic tickTopic, Duration maxWait) {
    return usual(
        consumer, instance, topics, new Ticks(tickTopic, false), BatchSettings.within(maxWait));
  }

  /**
   * The usual settings of a loop whose topics other loops publish to, without reading ahead.
   *
   * @param tickTopic the input topic that carries ticks
   * @param maxWait how long the other loops gather records for a transaction
   */
  public static LoopSettings downstream(
      String consumer, String instance, List<Topic> topics, Topic tickTopic, Duration maxWait) {
    return usual(
        consumer, instance, topics, new Ticks(tickTopic, false), BatchSettings.downstream(maxWait));
  }

  private static LoopSettings usual(
      String consumer, String instance, List<Topic> topics, Ticks ticks, BatchSettings gathering) {
    return new LoopSettings(
        consumer,
        instance,
        topics,
        ticks,
        gathering,
        Duration.ofSeconds(6),
        Duration.ofMillis(500),
        RetryLimits.USUAL);
  }

  /** With reading ahead of late partitions: for loops that pass time on, or that depend on it. */
  public LoopSettings lookingAhead() {
    return new LoopSettings(
        consumer,
        instance,
        topics,
        new Ticks(ticks.topic(), true),
        gathering,
        sessionTimeout,
        retryPause,
        patience);
  }

  public List<String> topicNames() {
    return topics.stream().map(Topic::topicName).toList();
  }
}
