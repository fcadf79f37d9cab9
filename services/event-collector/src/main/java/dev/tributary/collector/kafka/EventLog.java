package dev.tributary.collector.kafka;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the log and tells when everything of a request is durable. Never blocks its caller: it
 * refuses until it knows the topics' partitions, and then keeps knowing them. Thread-safe.
 */
public final class EventLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventLog.class);
  private static final List<Topic> TOPICS = List.of(Topic.EVENTS, Topic.QUARANTINE);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);

  /** With the time to notice it, a write that does not succeed is answered within 2 seconds. */
  private static final int GIVE_UP_MILLIS = 1_500;

  private static final int LINGER_MILLIS = 2;

  private final KafkaProducer<byte[], byte[]> producer;
  private volatile boolean ready;
  private volatile boolean closed;

  /**
   * @param bufferBytes more than what the collector lets be under way, so that no send ever waits
   *     for room
   */
  public EventLog(KafkaClients kafka, String clientId, long bufferBytes) {
    this.producer =
        kafka.producer(
            clientId,
            GIVE_UP_MILLIS,
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                bufferBytes,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                RETRY.toMillis(),
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                Duration.ofDays(365).toMillis()));
  }

  /** Learns the topics' partitions in the background. */
  public void start() {
    Thread.ofVirtual().name("event-log").start(this::learnPartitions);
  }

  public boolean ready() {
    return ready;
  }

  /** Told once, on the producer's thread or the caller's. */
  @FunctionalInterface
  public interface Outcome {
    /**
     * The end of an append.
     *
     * @param failure null if every message is acknowledged by all in-sync replicas
     */
    void of(@Nullable Exception failure);
  }

  /**
   * Writes messages in their order. After a failure some of them may stand on the log all the same.
   */
  public void append(List<Message> messages, Outcome outcome) {
    if (messages.isEmpty()) {
      outcome.of(null);
      return;
    }
    if (!ready) {
      outcome.of(new KafkaException("The topics are not known yet"));
      return;
    }
    Acknowledgements acknowledgements = new Acknowledgements(messages.size(), outcome);
    for (Message message : messages) {
      try {
        var _ = producer.send(Topics.toRecord(message), acknowledgements);
      } catch (KafkaException | IllegalStateException e) {
        acknowledgements.onCompletion(null, e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    producer.close(CLOSE_BOUND);
  }

  private void learnPartitions() {
    while (!ready && !closed) {
      try {
        TOPICS.forEach(topic -> producer.partitionsFor(topic.topicName()));
        ready = true;
      } catch (KafkaException e) {
        LOG.debugf("The log cannot be reached yet: %s", e.getMessage());
      }
    }
  }

  /** Counts down to the last acknowledgement of one request; the first failure counts. */
  private static final class Acknowledgements implements Callback {
    private final AtomicInteger missing;
    private final Outcome outcome;
    private volatile @Nullable Exception failure;

    Acknowledgements(int messages, Outcome outcome) {
      this.missing = new AtomicInteger(messages);
      this.outcome = outcome;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception e) {
      if (e != null) {
        failure = e;
      }
      if (missing.decrementAndGet() == 0) {
        outcome.of(failure);
      }
    }
  }
}
