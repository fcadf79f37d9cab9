package dev.tributary.control.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.control.clock.TickSink;
import dev.tributary.runtime.kafka.Topics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes ticks to {@code events}. Thread-safe. */
public final class KafkaTicks implements TickSink {
  private final Producer<byte[], byte[]> producer;
  private final BooleanSupplier permitted;

  /**
   * @param permitted whether the log is the one that belongs to the database
   */
  public KafkaTicks(Producer<byte[], byte[]> producer, BooleanSupplier permitted) {
    this.producer = producer;
    this.permitted = permitted;
  }

  @Override
  public boolean open() {
    return permitted.getAsBoolean();
  }

  @Override
  public void write(Tick tick) {
    List<Future<RecordMetadata>> sent =
        IntStream.range(0, Topic.EVENTS.partitions())
            .mapToObj(partition ->
                producer.send(Topics.toRecord(tick.toMessage(Topic.EVENTS, partition))))
            .toList();
    for (Future<RecordMetadata> each : sent) {
      acknowledged(each);
    }
  }

  private static void acknowledged(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The log does not take ticks", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while ticking", e);
    }
  }
}
