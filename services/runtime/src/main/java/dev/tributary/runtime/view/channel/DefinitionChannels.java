package dev.tributary.runtime.view.channel;

import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Feeds each view from the channel with the name of its topic. The channel is in the configuration
 * of the service, below {@code mp.messaging.incoming}. A view is fed once the application has
 * opened its channels, even if the view starts before. A channel reads again after each failure,
 * without a limit. Thread-safe.
 */
@ApplicationScoped
public class DefinitionChannels implements DefinitionFeed {
  /** The {@code kafka-configuration} of these channels. */
  public static final String SETTINGS = "definitions";

  private static final Logger LOG = Logger.getLogger(DefinitionChannels.class);

  /** Longest time in which the cluster answers where the topic begins and ends. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ChannelRegistry channels;
  private final KafkaClientService clients;
  private final ChannelReadings readings;
  private final Vertx vertx;
  private final List<ChannelDelivery> deliveries = new ArrayList<>();
  private boolean open;

  public DefinitionChannels(
      ChannelRegistry channels, KafkaClientService clients, ChannelReadings readings, Vertx vertx) {
    this.channels = channels;
    this.clients = clients;
    this.readings = readings;
    this.vertx = vertx;
  }

  /**
   * What all these channels have in common: the settings of a follower, no commits, one item for
   * each poll, and a client that is created when the view starts. A consumer cannot be created
   * while the name of the cluster is unknown; then the channel tries again.
   */
  public static Map<String, Object> settings(KafkaClients kafka) {
    Map<String, Object> settings = new HashMap<>();
    kafka.followerSettings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put("batch", "true");
    settings.put("commit-strategy", "ignore");
    settings.put("failure-strategy", "ignore");
    settings.put("lazy-client", "true");
    settings.put("poll-timeout", Long.toString(KafkaClients.FOLLOWER_WAIT.toMillis()));
    settings.put("retry-max-wait", Long.toString(LONGEST_PAUSE.toSeconds()));
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    settings.put("graceful-shutdown", "false");
    settings.put("health-enabled", "false");
    return Map.copyOf(settings);
  }

  @Override
  public synchronized Delivery start(DefinitionView view) {
    ChannelDelivery delivery = new ChannelDelivery(feed(view), vertx);
    deliveries.add(delivery);
    if (open) {
      delivery.start();
    }
    return delivery;
  }

  /** Runs right after SmallRye Reactive Messaging has created the channels. */
  synchronized void open(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event) {
    open = true;
    deliveries.forEach(ChannelDelivery::start);
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    deliveries.forEach(ChannelDelivery::close);
  }

  private Multi<Void> feed(DefinitionView view) {
    String channel = view.topic().topicName();
    return Multi.createFrom()
        .deferred(() -> client(channel).onItem().transformToMulti(_ -> messages(channel, view)))
        .onItem()
        .transformToUniAndConcatenate(message -> apply(channel, view, message))
        .onFailure()
        .invoke(failure -> LOG.warnf("The channel %s cannot be read yet: %s", channel, failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  /**
   * Creates the client, which fails while the name of the cluster is unknown. A channel that is
   * subscribed to without a client never reads again.
   */
  private Uni<Void> client(String channel) {
    return clients.<byte[], byte[]>getConsumer(channel).runOnPollingThread(_ -> {});
  }

  private Multi<Message<?>> messages(String channel, DefinitionView view) {
    return Multi.createFrom()
        .<Message<?>>deferred(() -> Multi.createFrom().publisher(publisher(channel)))
        .onSubscription()
        .call(() -> begin(channel, view));
  }

  private Flow.Publisher<? extends Message<?>> publisher(String channel) {
    List<Flow.Publisher<? extends Message<?>>> found = channels.getPublishers(channel);
    if (found.size() != 1) {
      throw new IllegalStateException("The configuration has no channel " + channel);
    }
    return found.getFirst();
  }

  /** The partitions are assigned, and nothing has been read. */
  private Uni<Void> begin(String channel, DefinitionView view) {
    return clients
        .<byte[], byte[]>getConsumer(channel)
        .runOnPollingThread(consumer -> {
          Set<TopicPartition> partitions = consumer.assignment();
          if (partitions.size() != view.topic().partitions()) {
            // An empty view would otherwise seem to have read everything.
            throw new IllegalStateException("The channel has only " + partitions);
          }
          readings
              .of(channel)
              .begin(view, starts(consumer, partitions), ends(consumer, partitions));
        })
        .onFailure()
        .invoke(failure -> LOG.warnf("The topic %s cannot be read yet: %s", channel, failure))
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
  private Uni<Void> apply(String channel, DefinitionView view, Message<?> message) {
    return Uni.createFrom()
        .voidItem()
        .emitOn(poll -> Thread.ofVirtual().name(channel + "-view").start(poll))
        .invoke(() -> {
          view.accept(poll(message));
          readings.of(channel).applied();
        })
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "The channel %s tries a poll again", channel))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecords<byte[], byte[]> poll(Message<?> message) {
    return (ConsumerRecords<byte[], byte[]>)
        message
            .getMetadata(IncomingKafkaRecordBatchMetadata.class)
            .orElseThrow(() -> new IllegalStateException("The channel does not deliver polls"))
            .getRecords();
  }
}
