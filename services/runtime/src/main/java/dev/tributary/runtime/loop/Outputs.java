package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Checks what the effects return before it is committed: afterwards it must be publishable. */
final class Outputs {
  /** What a batch of one message needs beside its key, value and headers. */
  private static final int OVERHEAD = 64 * 1024;

  private Outputs() {}

  /**
   * @throws EffectsFailed if a message names an input that is not of this poll, or is too large for
   *     its topic: it could never leave, and everything behind it would wait
   */
  static Map<TopicPartition, List<Message>> byPartition(List<Output> outputs, List<Batch> batches)
      throws EffectsFailed {
    Set<TopicPartition> polled = batches.stream().map(Batch::partition).collect(Collectors.toSet());
    Map<TopicPartition, List<Message>> grouped = new LinkedHashMap<>();
    for (Output output : outputs) {
      if (!polled.contains(output.because())) {
        throw refused("names %s, which this poll did not read".formatted(output.because()));
      }
      if (size(output.message()) > Topic.MAX_MESSAGE_BYTES - OVERHEAD) {
        throw refused("has %d bytes".formatted(size(output.message())));
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
