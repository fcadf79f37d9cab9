package dev.tributary.runtime.purge;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Deletes the messages of a workspace on the compacted topics that a service owns. Each topic is
 * read once from its beginning, and each key that holds a message of the workspace gets a
 * tombstone. So the result does not depend on the service's own data. Compaction then deletes both.
 * Memory is bounded for any number of keys. Thread-safe.
 */
public final class CompactedTopics implements PurgePart {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int MOST_KEYS = 50_000;

  private final KafkaClients kafka;
  private final String clientId;
  private final Set<Topic> topics;

  /**
   * @param topics compacted topics that no other service writes
   */
  public CompactedTopics(KafkaClients kafka, String clientId, Set<Topic> topics) {
    if (!topics.stream().allMatch(Topic::compacted)) {
      throw new IllegalArgumentException("Not all of them are compacted: " + topics);
    }
    this.kafka = kafka;
    this.clientId = clientId;
    this.topics = Set.copyOf(topics);
  }

  @Override
  public long purge(WorkspaceId workspace) throws InterruptedException, ExecutionException {
    long written = 0;
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader(clientId);
        KafkaProducer<byte[], byte[]> sender = kafka.producer(clientId, DELIVERY_TIMEOUT_MILLIS)) {
      for (Topic topic : topics) {
        List<TopicPartition> partitions =
            IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.topicName(), number))
                .toList();
        for (TopicPartition partition : partitions) {
          written += purge(reader, sender, partition, workspace);
        }
      }
    }
    return written;
  }

  /** The next purge finds messages that are written while this one reads. */
  private static long purge(
      KafkaConsumer<byte[], byte[]> reader,
      KafkaProducer<byte[], byte[]> sender,
      TopicPartition partition,
      WorkspaceId workspace)
      throws InterruptedException, ExecutionException {
    List<TopicPartition> only = List.of(partition);
    reader.assign(only);
    reader.seekToBeginning(only);
    long end = reader.endOffsets(only).getOrDefault(partition, 0L);
    Set<ByteBuffer> keys = new HashSet<>();
    long written = 0;
    while (reader.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        if (record.key() == null) {
          continue;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (record.value() == null) {
          keys.remove(key);
        } else if (belongs(record, workspace)) {
          keys.add(key);
        }
      }
      if (keys.size() >= MOST_KEYS) {
        written += writeTombstones(sender, partition, keys, workspace);
      }
    }
    return written + writeTombstones(sender, partition, keys, workspace);
  }

  private static boolean belongs(ConsumerRecord<byte[], byte[]> record, WorkspaceId workspace) {
    Header header = record.headers().lastHeader(MessageHeaders.WORKSPACE);
    return header != null
        && header.value() != null
        && workspace.value().equals(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static long writeTombstones(
      KafkaProducer<byte[], byte[]> sender,
      TopicPartition partition,
      Set<ByteBuffer> keys,
      WorkspaceId workspace)
      throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> sent = new ArrayList<>(keys.size());
    for (ByteBuffer key : keys) {
      ProducerRecord<byte[], byte[]> tombstone =
          new ProducerRecord<>(partition.topic(), partition.partition(), key.array(), null);
      tombstone
          .headers()
          .add(MessageHeaders.WORKSPACE, workspace.value().getBytes(StandardCharsets.UTF_8));
      sent.add(sender.send(tombstone));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    keys.clear();
    return sent.size();
  }
}
