package dev.tributary.contracts;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message for a topic, independent of any client library. The arrays are not copied: do not
 * change them afterwards.
 *
 * @param partition the required partition, or null to let the key decide
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent")
public record Message(
    Topic topic,
    @Nullable Integer partition,
    byte[] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers) {

  public static Message of(Topic topic, String key, byte[] value, MessageHeaders headers) {
    return new Message(
        topic, null, key.getBytes(StandardCharsets.UTF_8), value, headers.toHeaders());
  }

  public Message withHeader(String name, String headerValue) {
    Map<String, byte[]> more = new LinkedHashMap<>(headers);
    more.put(name, headerValue.getBytes(StandardCharsets.UTF_8));
    return new Message(topic, partition, key, value, more);
  }

  public Message toPartition(int chosen) {
    return new Message(topic, chosen, key, value, headers);
  }
}
