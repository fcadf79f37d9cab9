package dev.tributary.contracts.event;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import java.time.Instant;
import java.util.Map;

/**
 * Time as an input: written into every partition of {@code events} four times a second, and passed
 * on by identity into every partition of {@code profiles} once all of its inputs have published
 * past it. Whatever time alone makes due is handled when a tick is read, so time never runs ahead
 * of the facts.
 *
 * @param at installation time, from one clock; never smaller than one sent before by the same lease
 * @param offsets milliseconds to add for the workspaces whose clock is shifted; absent means 0
 */
public record Tick(Instant at, Map<String, Long> offsets) {
  public static final String TYPE = "dev.tributary.tick.v1";

  public Instant businessTime(String workspace) {
    return at.plusMillis(offsets.getOrDefault(workspace, 0L));
  }

  public Message toMessage(Topic topic, int partition) {
    String id = "tick_" + at.toEpochMilli();
    MessageHeaders headers = new MessageHeaders(id, TYPE, "", id, at, null);
    return Message.of(topic, "tick", Json.write(this), headers).toPartition(partition);
  }
}
