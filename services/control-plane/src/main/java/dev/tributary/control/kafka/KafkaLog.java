package dev.tributary.control.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.control.pipeline.LogOffsets;
import dev.tributary.control.pipeline.Position;
import dev.tributary.control.pipeline.UnreadRange;
import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads offsets from the Kafka cluster. Thread-safe. */
public final class KafkaLog implements LogOffsets, AutoCloseable {
  private final Admin admin;
  private final MessagePeek glance;

  public KafkaLog(KafkaClients kafka, String clientId) {
    this.admin = kafka.admin(clientId);
    this.glance = new MessagePeek(kafka.glancingReader(clientId));
  }

  @Override
  public Map<Position, Long> begins(Collection<Position> partitions) {
    return offsets(
        partitions.stream().map(Positions::partition).toList(),
        OffsetSpec.earliest(),
        IsolationLevel.READ_COMMITTED);
  }

  @Override
  public Map<Position, Long> ends(Collection<Topic> topics) {
    return ends(topics, IsolationLevel.READ_COMMITTED);
  }

  @Override
  public Map<Position, Long> writtenEnds(Collection<Topic> topics) {
    return ends(topics, IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<Position, Long> ends(Collection<Topic> topics, IsolationLevel level) {
    return offsets(
        topics.stream().flatMap(topic -> partitions(topic).stream()).toList(),
        OffsetSpec.latest(),
        level);
  }

  private Map<Position, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
    Map<Position, Long> offsets = new HashMap<>();
    done(admin.listOffsets(asked, new ListOffsetsOptions(level)).all())
        .forEach((partition, found) -> offsets.put(Positions.of(partition), found.offset()));
    return offsets;
  }

  @Override
  public Map<Position, Long> published(String consumer) {
    Map<Position, Long> published = new HashMap<>();
    done(admin.listConsumerGroupOffsets(consumer).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> {
          if (offset != null) {
            published.put(Positions.of(partition), offset.offset());
          }
        });
    return published;
  }

  @Override
  public Map<Position, UnreadRange> unread(Map<Position, Gap> gaps) {
    return glance.over(gaps);
  }

  private static List<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
        .toList();
  }

  private static <T> T done(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The log cannot be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the log", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    glance.close();
  }
}
