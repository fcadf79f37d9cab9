package dev.tributary.runtime.loop.harness;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What a reader of committed messages has seen so far. */
final class Published implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> reader;
  private final Set<String> ids = new HashSet<>();
  private final List<String> repeated = new ArrayList<>();
  private final Map<String, Set<Long>> versions = new HashMap<>();
  private final Map<String, Long> highest = new HashMap<>();
  private int outOfOrder;

  Published(KafkaClients kafka) {
    reader = kafka.reader("harness-reader");
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.PROFILES.partitions())
            .mapToObj(number -> new TopicPartition(Topic.PROFILES.topicName(), number))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
  }

  /** Reads what has arrived since; answers how many there are in all. */
  int read() {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
      accept(
          text(record.headers().lastHeader(MessageHeaders.ID).value()),
          text(record.key()),
          Long.parseLong(text(record.value())));
    }
    return ids.size() + repeated.size();
  }

  private void accept(String id, String profile, long version) {
    if (!ids.add(id) || !versions.computeIfAbsent(profile, _ -> new HashSet<>()).add(version)) {
      repeated.add("%s, version %d".formatted(id, version));
    }
    if (highest.merge(profile, version, Math::max) > version) {
      outOfOrder++;
    }
  }

  Set<String> ids() {
    return ids;
  }

  List<String> repeated() {
    return repeated;
  }

  Map<String, Long> highest() {
    return highest;
  }

  /** Profiles whose versions are not exactly 1, 2, … up to the highest. */
  List<String> withGaps() {
    return versions.entrySet().stream()
        .filter(each -> each.getValue().size() != highest.get(each.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  int outOfOrder() {
    return outOfOrder;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    reader.close();
  }
}
