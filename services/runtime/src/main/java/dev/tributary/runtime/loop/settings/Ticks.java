package dev.tributary.runtime.loop.settings;

import dev.tributary.contracts.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop's time comes from.
 *
 * @param topic the input topic that carries ticks; null if none does
 * @param lookedAhead whether a late partition is read ahead, so that one workspace's backlog does
 *     not delay the time of the others
 */
public record Ticks(@Nullable Topic topic, boolean lookedAhead) {
  static final Ticks NONE = new Ticks(null, false);

  /**
   * @throws IllegalStateException if no topic carries ticks
   */
  public Topic tickTopic() {
    if (topic == null) {
      throw new IllegalStateException("A tick on a topic without ticks");
    }
    return topic;
  }
}
