package dev.tributary.e2e;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A stage that processes old messages, and too slowly, until this is closed: its service runs half
 * of the time, and each partition of its input always has a next message of the same age. The
 * messages are old ticks. A stage ignores a tick that is older than its time, so they change
 * nothing. The other stages that read this input are late too, and run all the time.
 */
final class SlowStage implements AutoCloseable {
  private static final long EVERY_MILLIS = 100;

  /**
   * After so many messages the service is frozen, or continues: in less than the second that the
   * control plane waits for its answer.
   */
  private static final int TURN = 4;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Producer<byte[], byte[]> producer;
  private final DelayedStage stage;
  private final Instant written;
  private final Parts parts;
  private @Nullable StoppedProcess frozen;
  private int messages;
  private volatile @Nullable Throwable failure;

  SlowStage(DelayedStage stage, Instant written, Stack stack, Parts parts) {
    this.stage = stage;
    this.written = written.truncatedTo(ChronoUnit.MILLIS);
    this.parts = parts;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + stack.installation().port("kafka")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.scheduleWithFixedDelay(this::next, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The executor ends a task that fails, and does not report the failure. */
  private void next() {
    try {
      writeNext();
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private void writeNext() {
    if (messages % TURN == 0) {
      turn();
    }
    messages++;
    Topic input = stage.input();
    Tick tick = new Tick(written, Map.of());
    for (int partition = 0; partition < input.partitions(); partition++) {
      Message message = tick.toMessage(input, partition);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              input.topicName(), partition, written.toEpochMilli(), message.key(), message.value());
      message.headers().forEach(record.headers()::add);
      producer.send(record);
    }
  }

  private void turn() {
    StoppedProcess before = frozen;
    if (before == null) {
      frozen = parts.stop(stage.part());
    } else {
      before.close();
      frozen = null;
    }
  }

  /**
   * Returns when the service runs all the time and no further message is written.
   *
   * @throws IllegalStateException if the stage was not slow until now
   */
  @Override
  public void close() {
    thread.close();
    StoppedProcess last = frozen;
    try (producer) {
      if (last != null) {
        last.close();
      }
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("The stage was not kept slow", failed);
    }
  }
}
