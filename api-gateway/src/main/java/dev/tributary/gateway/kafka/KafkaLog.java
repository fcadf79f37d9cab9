package dev.tributary.gateway.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.gateway.pipeline.Log;
import dev.tributary.gateway.pipeline.Position;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the cluster. Thread-safe: its one consumer is used by one caller at a time. */
public final class KafkaLog implements Log, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> reader;

  public KafkaLog(KafkaClients kafka, String clientId) {
    this.admin = kafka.admin(clientId);
    this.reader = kafka.reader(clientId);
  }

  @Override
  public Map<Position, Long> ends(Collection<Topic> topics) {
    Map<TopicPartition, OffsetSpec> asked =
        topics.stream()
            .flatMap(topic -> partitions(topic).stream())
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Map<Position, Long> ends = new HashMap<>();
    done(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, end) -> ends.put(position(partition), end.offset()));
    return ends;
  }

  @Override
  public Map<Position, Long> published(String consumer) {
    Map<Position, Long> published = new HashMap<>();
    done(admin.listConsumerGroupOffsets(consumer).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> {
          if (offset != null) {
            published.put(position(partition), offset.offset());
          }
        });
    return published;
  }

  @Override
  public boolean empty(Position position, long from, long to) {
    if (from >= to) {
      return true;
    }
    TopicPartition partition =
        new TopicPartition(position.topic().topicName(), position.partition());
    synchronized (reader) {
      reader.assign(List.of(partition));
      reader.seek(partition, from);
      var first = reader.poll(LOOK).records(partition);
      return first.isEmpty() ? reader.position(partition) >= to : first.getFirst().offset() >= to;
    }
  }

  private static List<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
        .toList();
  }

  private static Position position(TopicPartition partition) {
    return new Position(Topic.named(partition.topic()), partition.partition());
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
    synchronized (reader) {
      reader.close();
    }
  }
}
