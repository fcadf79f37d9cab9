package dev.tributary.runtime.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The messages that a channel reads, with a Kafka client of its own. A source can be read once: its
 * client is closed with the subscription. Thread-safe.
 */
public final class ChannelSource {
  private final Flow.Publisher<? extends Message<?>> messages;
  private final KafkaConsumer<byte[], byte[]> client;
  private final ClientReport report;
  private volatile boolean read;

  ChannelSource(
      Flow.Publisher<? extends Message<?>> messages,
      KafkaConsumer<byte[], byte[]> client,
      ClientReport report) {
    this.messages = messages;
    this.client = client;
    this.report = report;
  }

  /**
   * The Kafka client, for questions to the cluster. Items arrive on its thread, which cannot poll
   * in the meantime. Fails while the client cannot be created.
   */
  public Uni<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> client() {
    return client.runOnPollingThread(each -> each);
  }

  /**
   * The listener gets each poll that has moved a position, also those without messages, on the
   * thread of the client.
   */
  public void onPoll(Consumer<ConsumerRecords<?, ?>> listener) {
    report.onPoll(listener);
  }

  /** The polls with messages. The next poll waits until this one is processed. */
  public Multi<ConsumerRecords<byte[], byte[]>> polls() {
    return Multi.createFrom()
        .<Message<?>>deferred(() -> {
          read = true;
          return Multi.createFrom().publisher(messages);
        })
        .map(ChannelSource::poll);
  }

  /** Whether it was read, and cannot be read again. */
  boolean read() {
    return read;
  }

  /** Calls the listener when the client is closed, by the subscription or for another reason. */
  void onEnd(Runnable listener) {
    report.onEnd(() -> {
      if (read) {
        listener.run();
      }
    });
  }

  /** Closes the client, also after a failure of the source. On an event loop, in the background. */
  void close() {
    if (read && client instanceof ReactiveKafkaConsumer<?, ?> closeable) {
      closeable.close();
    }
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
