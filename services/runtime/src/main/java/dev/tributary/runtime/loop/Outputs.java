package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.runtime.loop.failure.EffectsFailed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Checks the messages of the effects before the commit. After it, they must be publishable. */
final class Outputs {
  private Outputs() {}

  /**
   * @throws EffectsFailed if a message names an input that is not of this poll, or is too large for
   *     its topic: it could never be published, and all later messages would wait
   */
  static Map<TopicPartition, List<Message>> byPartition(List<Output> outputs, List<Batch> batches)
      throws EffectsFailed {
    Set<TopicPartition> polled = batches.stream().map(Batch::partition).collect(Collectors.toSet());
    Map<TopicPartition, List<Message>> grouped = new LinkedHashMap<>();
    for (Output output : outputs) {
      if (!polled.contains(output.because())) {
        throw refused("names %s, which this poll did not read".formatted(output.because()));
      }
      long size = size(output.message());
      if (size > Topic.MAX_CONTENT_BYTES) {
        throw refused("has %d bytes".formatted(size));
      }
      grouped.computeIfAbsent(output.because(), p -> new ArrayList<>()).add(output.message());
    }
    return grouped;
  }

  private static EffectsFailed refused(String why) {
    return new EffectsFailed(new IllegalStateException("An outgoing message " + why));
  }

  private static long size(Message message) {
    byte[] value = message.value();
    long size = message.key().length + (value == null ? 0 : value.length);
    for (Map.Entry<String, byte[]> header : message.headers().entrySet()) {
      size += header.getKey().length() + header.getValue().length;
    }
    return size;
  }
}
