package dev.tributary.runtime.view;

import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.threads.ResilientWork;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Feeds views with a plain Kafka client on a thread for each view, for tests without Quarkus.
 * Services have channels.
 */
public final class FollowerFeed implements DefinitionFeed {
  private final KafkaClients kafka;
  private final String instance;

  public FollowerFeed(KafkaClients kafka, String instance) {
    this.kafka = kafka;
    this.instance = instance;
  }

  @Override
  public Delivery start(DefinitionView view) {
    Follower follower = new Follower(view, view.topic().topicName() + "-view-" + instance);
    ResilientWork.start(
        Thread.ofPlatform().daemon().name(follower.clientId),
        () -> follower.running,
        follower::run);
    return follower;
  }

  private final class Follower implements Delivery {
    private final DefinitionView view;
    private final String clientId;
    private volatile boolean running = true;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    Follower(DefinitionView view, String clientId) {
      this.view = view;
      this.clientId = clientId;
    }

    @Override
    public void close() {
      running = false;
      KafkaConsumer<byte[], byte[]> reader = consumer;
      if (reader != null) {
        reader.wakeup();
      }
    }

    private void run() {
      try (KafkaConsumer<byte[], byte[]> reader = kafka.follower(clientId)) {
        consumer = reader;
        read(reader);
      } catch (WakeupException _) {
        // Only close() wakes the reader up.
      }
    }

    private void read(KafkaConsumer<byte[], byte[]> reader) {
      List<TopicPartition> partitions =
          IntStream.range(0, view.topic().partitions())
              .mapToObj(number -> new TopicPartition(view.topic().topicName(), number))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<Integer, Long> ends =
          reader.endOffsets(partitions).entrySet().stream()
              .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
      view.begin(positions(reader, partitions), ends);
      while (running) {
        view.accept(reader.poll(KafkaClients.FOLLOWER_WAIT));
        view.passed(positions(reader, partitions));
      }
    }

    private static Map<Integer, Long> positions(
        KafkaConsumer<byte[], byte[]> reader, List<TopicPartition> partitions) {
      return partitions.stream()
          .collect(Collectors.toMap(TopicPartition::partition, reader::position));
    }
  }
}
