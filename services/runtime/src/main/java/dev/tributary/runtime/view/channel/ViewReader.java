package dev.tributary.runtime.view.channel;

import dev.tributary.runtime.messaging.ChannelReader;
import dev.tributary.runtime.messaging.ChannelSource;
import dev.tributary.runtime.view.DefinitionView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Feeds a view from the sources of its channel. Thread-safe. */
final class ViewReader implements ChannelReader {
  private static final Logger LOG = Logger.getLogger(ViewReader.class);

  /** Longest time in which the cluster answers where the topic begins and ends. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final DefinitionView view;
  private final String topic;

  ViewReader(DefinitionView view) {
    this.view = view;
    this.topic = view.topic().topicName();
  }

  @Override
  public Multi<?> read(ChannelSource source) {
    ChannelReading reading = new ChannelReading(view);
    source.onPoll(reading::polled);
    return source
        .polls()
        .onSubscription()
        .call(() -> begin(source, reading))
        .onItem()
        .transformToUniAndConcatenate(poll -> apply(poll, reading));
  }

  @Override
  public void interrupted() {
    view.interrupted();
  }

  /** The partitions are assigned, and nothing has been read. */
  private Uni<Void> begin(ChannelSource source, ChannelReading reading) {
    return source
        .client()
        .invoke(consumer -> {
          Set<TopicPartition> partitions = consumer.assignment();
          if (partitions.size() != view.topic().partitions()) {
            // An empty view would otherwise seem to have read everything.
            throw new IllegalStateException("The channel has only " + partitions);
          }
          reading.begin(starts(consumer, partitions), ends(consumer, partitions));
        })
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("The topic %s cannot be read yet: %s", topic, failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  private static Map<Integer, Long> starts(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    return partitions.stream()
        .collect(
            Collectors.toMap(
                TopicPartition::partition, partition -> consumer.position(partition, ANSWER)));
  }

  private static Map<Integer, Long> ends(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    return consumer.endOffsets(partitions, ANSWER).entrySet().stream()
        .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
  }

  /**
   * Neither on the event loop, because listeners may take long, nor on the pool of requests, which
   * may be busy. The next poll waits.
   */
  private Uni<Void> apply(ConsumerRecords<byte[], byte[]> poll, ChannelReading reading) {
    return Uni.createFrom()
        .voidItem()
        .emitOn(task -> Thread.ofVirtual().name(topic + "-view").start(task))
        .invoke(() -> {
          view.accept(poll);
          reading.applied();
        })
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "The channel %s tries a poll again", topic))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }
}
