package dev.tributary.identity.acceptance;

import dev.tributary.contracts.Topic;

/** The position of a message in the log. */
public record LogPosition(String topic, int partition, long offset) {
  /** Whether the message is an event: commands are recorded too, but are not events. */
  public boolean holdsEvent() {
    return !topic.equals(Topic.COMMANDS.topicName());
  }
}
