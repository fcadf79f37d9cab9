package dev.tributary.identity.kafka;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.Input;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a workspace's inputs from Kafka. Of rows it holds one poll of each partition, however many
 * there are.
 */
public final class KafkaPastLog implements PastLog {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String workspace;
  private final KafkaConsumer<byte[], byte[]> single;
  private final KafkaConsumer<byte[], byte[]> rows;
  private final Map<TopicPartition, Deque<Row>> waiting = new LinkedHashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();

  private record Row(long at, Input input) {}

  public KafkaPastLog(KafkaClients kafka, String clientId, String workspace) {
    this.workspace = workspace;
    this.single = kafka.reader(clientId);
    this.rows = kafka.reader(clientId + "-rows");
    IntStream.range(0, Topic.ROWS.partitions())
        .mapToObj(partition -> new TopicPartition(Topic.ROWS.topicName(), partition))
        .forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
    rows.assign(waiting.keySet());
    rows.seekToBeginning(waiting.keySet());
    readOn();
  }

  @Override
  public Map<LogPosition, Input> at(Collection<LogPosition> positions) {
    Map<LogPosition, Input> found = new HashMap<>();
    LogReading.read(single, positions, (position, record) -> found.put(position, Input.of(record)));
    return found;
  }

  @Override
  public void readOn() {
    ends = rows.endOffsets(waiting.keySet());
  }

  @Override
  public @Nullable Input nextRow() {
    Set<TopicPartition> missing = missing();
    while (!missing.isEmpty()) {
      rows.pause(waiting.keySet());
      rows.resume(missing);
      rows.poll(POLL).forEach(this::keep);
      missing = missing();
    }
    return waiting.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparingLong(queue -> queue.getFirst().at()))
        .map(queue -> queue.removeFirst().input())
        .orElse(null);
  }

  /** The partitions of which no row waits, though there may be one. */
  private Set<TopicPartition> missing() {
    Set<TopicPartition> missing = new HashSet<>();
    waiting.forEach((partition, queue) -> {
      if (queue.isEmpty() && rows.position(partition) < ends.getOrDefault(partition, 0L)) {
        missing.add(partition);
      }
    });
    return missing;
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) {
    Input input = Input.of(record);
    if (input.value() != null
        && workspace.equals(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE))) {
      long at = Retelling.at(input).toEpochMilli();
      requireNonNull(waiting.get(input.partition())).add(new Row(at, input));
    }
  }

  @Override
  public void close() {
    single.close();
    rows.close();
  }
}
