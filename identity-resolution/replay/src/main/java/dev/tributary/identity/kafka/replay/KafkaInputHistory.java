package dev.tributary.identity.kafka.replay;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.kafka.BrokerTimeout;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.kafka.LogReading;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.job.InputHistory;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.Input;
import java.time.Instant;
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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a workspace's inputs from Kafka. Its memory holds the rows of at most one poll per
 * partition, however many rows there are.
 */
public final class KafkaInputHistory implements InputHistory {
  private static final Logger LOG = Logger.getLogger(KafkaInputHistory.class);

  private final WorkspaceId workspace;
  private final Consumer<byte[], byte[]> single;
  private final Consumer<byte[], byte[]> rows;
  private final Map<TopicPartition, Deque<Row>> waiting = new LinkedHashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();

  private record Row(long at, Input input) {}

  public KafkaInputHistory(KafkaClients kafka, String clientId, WorkspaceId workspace) {
    this(kafka.reader(clientId), kafka.reader(clientId + "-rows"), workspace);
  }

  KafkaInputHistory(
      Consumer<byte[], byte[]> single, Consumer<byte[], byte[]> rows, WorkspaceId workspace) {
    this.workspace = workspace;
    this.single = single;
    this.rows = rows;
    IntStream.range(0, Topic.ROWS.partitions())
        .mapToObj(partition -> new TopicPartition(Topic.ROWS.topicName(), partition))
        .forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
    rows.assign(waiting.keySet());
    rows.seekToBeginning(waiting.keySet());
  }

  @Override
  public Map<LogEntry, LogRecord> at(Collection<HistoricalInput> inputs, ProgressListener watch) {
    Map<LogEntry, LogRecord> found = new HashMap<>();
    LogReading.read(
        single,
        inputs.stream().map(historical -> historical.in(workspace)).toList(),
        watch::stopped,
        (entry, input) -> found.put(entry, IdentityEffects.record(input)));
    return found;
  }

  @Override
  public void readOn() {
    ends = rows.endOffsets(waiting.keySet());
  }

  @Override
  public @Nullable LogRecord nextRow(ProgressListener watch) {
    Set<TopicPartition> missing = missing();
    BrokerTimeout timeout = new BrokerTimeout();
    while (!missing.isEmpty()) {
      if (watch.stopped()) {
        return null;
      }
      rows.pause(waiting.keySet());
      rows.resume(missing);
      long before = reached(missing);
      rows.poll(BrokerTimeout.POLL).forEach(this::keep);
      timeout.polled(reached(missing) > before);
      missing = missing();
    }
    return waiting.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparingLong(queue -> queue.getFirst().at()))
        .map(queue -> IdentityEffects.record(queue.removeFirst().input()))
        .orElse(null);
  }

  /** The partitions without a waiting row that may still have rows to read. */
  private Set<TopicPartition> missing() {
    Set<TopicPartition> missing = new HashSet<>();
    waiting.forEach((partition, queue) -> {
      if (queue.isEmpty() && rows.position(partition) < ends.getOrDefault(partition, 0L)) {
        missing.add(partition);
      }
    });
    return missing;
  }

  private long reached(Set<TopicPartition> partitions) {
    return partitions.stream().mapToLong(rows::position).sum();
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) {
    Input input = Input.of(record);
    if (input.value() != null
        && workspace
            .value()
            .equals(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE))) {
      Instant at = at(input);
      if (at != null) {
        requireNonNull(waiting.get(input.partition())).add(new Row(at.toEpochMilli(), input));
      }
    }
  }

  /** Null for a row without a readable time; it was quarantined when it arrived. */
  private static @Nullable Instant at(Input row) {
    try {
      return MessageHeaders.from(row.headers()).rootReceivedAt();
    } catch (IllegalArgumentException e) {
      LOG.warnf(e, "%s at %d has no readable headers", row.partition(), row.offset());
      return null;
    }
  }

  @Override
  public void close() {
    try {
      single.close();
    } finally {
      rows.close();
    }
  }
}
