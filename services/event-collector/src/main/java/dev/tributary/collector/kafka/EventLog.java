package dev.tributary.collector.kafka;

import dev.tributary.collector.accept.AcceptedMessages;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.threads.ResilientWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the log and reports when all messages of a request are durable. Never blocks its
 * caller. It refuses until it knows the topics' partitions, and then keeps them. Thread-safe.
 *
 * <p>A request is refused after a short time. Its batch is kept and sent again for much longer,
 * with the same sequence number. So if a broker stalls for seconds, the batch is written once,
 * instead of twice after the producer gave up
 * (docs/adr/0014-a-request-gives-up-before-its-batch.md).
 */
public final class EventLog implements AcceptedMessages, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventLog.class);
  private static final List<Topic> TOPICS = List.of(Topic.EVENTS, Topic.QUARANTINE);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);

  /**
   * Together with the interval of the checks, a write that does not succeed is answered within 2
   * seconds.
   */
  private static final Duration ANSWER = Duration.ofMillis(1_500);

  private static final Duration LOOK = Duration.ofMillis(250);

  /** How long a batch is tried: longer than a stalled broker or a new leader usually takes. */
  private static final int DELIVERY_MILLIS = 30_000;

  /** Batches are only partly filled, and each message has headers. */
  private static final int ROOM_PER_BYTE = 2;

  private static final int OVERHEAD_BYTES = 512;

  private static final int LINGER_MILLIS = 2;

  /**
   * The largest number for an idempotent producer: events of a partition do not wait for each
   * other.
   */
  private static final int IN_FLIGHT = 5;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Acknowledgements> unanswered = new ConcurrentLinkedQueue<>();
  private final AtomicLong free;
  private final BooleanSupplier anotherLog;
  private volatile boolean ready;
  private volatile boolean closed;

  /**
   * @param bufferBytes of messages that are not acknowledged, including those of requests that were
   *     already answered; half of it is used, so that no send ever waits for room
   * @param anotherLog whether the topics are certainly not the ones that this installation reads
   */
  public EventLog(
      KafkaClients kafka, String clientId, long bufferBytes, BooleanSupplier anotherLog) {
    this.anotherLog = anotherLog;
    this.free = new AtomicLong(bufferBytes / ROOM_PER_BYTE);
    this.producer =
        kafka.producer(
            clientId,
            DELIVERY_MILLIS,
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                IN_FLIGHT,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                bufferBytes,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                RETRY.toMillis(),
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                Duration.ofDays(365).toMillis()));
  }

  /** Reads the topics' partitions, and answers requests that wait too long, in the background. */
  public void start() {
    ResilientWork.start(Thread.ofVirtual().name("event-log"), () -> !closed, this::learnPartitions);
    ResilientWork.start(
        Thread.ofVirtual().name("event-log-answers"), () -> !closed, this::answerInTime);
  }

  public boolean ready() {
    return ready;
  }

  /**
   * The outcome is called on the producer's thread or the caller's. A message is durable when all
   * in-sync replicas have acknowledged it. After a failure, a message may still be written within
   * {@link #DELIVERY_MILLIS}.
   */
  @Override
  public void append(List<Message> messages, Outcome outcome) {
    if (messages.isEmpty()) {
      outcome.of(null);
      return;
    }
    if (!ready) {
      outcome.of(new KafkaException("The topics are not known yet"));
      return;
    }
    if (anotherLog.getAsBoolean()) {
      outcome.of(new KafkaException("The log is another one"));
      return;
    }
    long bytes = messages.stream().mapToLong(EventLog::size).sum();
    if (free.addAndGet(-bytes) < 0) {
      free.addAndGet(bytes);
      outcome.of(new KafkaException("Too much waits for the log"));
      return;
    }
    Acknowledgements acknowledgements =
        new Acknowledgements(messages.size(), outcome, () -> free.addAndGet(bytes));
    unanswered.add(acknowledgements);
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

  private static long size(Message message) {
    byte[] value = message.value();
    return OVERHEAD_BYTES + message.key().length + (value == null ? 0 : value.length);
  }

  /** In the order of their start: the search ends at the first request that may still wait. */
  private void answerInTime() {
    while (!closed) {
      for (Acknowledgements first = unanswered.peek();
          first != null && (first.answered() || first.olderThan(ANSWER));
          first = unanswered.peek()) {
        first.refuse();
        unanswered.poll();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
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

  /** Counts down to the last acknowledgement of one request. The first failure is reported. */
  private static final class Acknowledgements implements Callback {
    private final AtomicInteger missing;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Outcome outcome;
    private final Runnable ended;
    private final long begun = System.nanoTime();
    private volatile @Nullable Exception failure;

    Acknowledgements(int messages, Outcome outcome, Runnable ended) {
      this.missing = new AtomicInteger(messages);
      this.outcome = outcome;
      this.ended = ended;
    }

    boolean answered() {
      return answered.get();
    }

    boolean olderThan(Duration age) {
      return System.nanoTime() - begun >= age.toNanos();
    }

    /** The producer continues to try its batches. */
    void refuse() {
      answer(new KafkaException("The log did not acknowledge in time"));
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception e) {
      if (e != null) {
        failure = e;
      }
      if (missing.decrementAndGet() == 0) {
        ended.run();
        answer(failure);
      }
    }

    private void answer(@Nullable Exception how) {
      if (answered.compareAndSet(false, true)) {
        outcome.of(how);
      }
    }
  }
}
