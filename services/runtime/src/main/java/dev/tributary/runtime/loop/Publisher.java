package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages together with the positions up to which everything is published, in one Kafka
 * transaction (KIP-447). Confined to the loop's thread.
 */
final class Publisher implements AutoCloseable {
  private final KafkaClients kafka;
  private final String name;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param name this member's own name, the same after a restart: the broker then aborts at once
   *     the open transaction of a killed predecessor, and readers need not wait for a time-out
   */
  Publisher(KafkaClients kafka, String name) {
    this.kafka = kafka;
    this.name = name;
  }

  /**
   * @throws KafkaException if nothing was published; readers then see no message
   */
  void publish(
      List<Message> messages, Map<TopicPartition, Long> upTo, ConsumerGroupMetadata group) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    upTo.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
    KafkaProducer<byte[], byte[]> transaction = current();
    try {
      transaction.beginTransaction();
      for (Message message : messages) {
        transaction.send(Topics.toRecord(message));
      }
      transaction.sendOffsetsToTransaction(offsets, group);
      transaction.commitTransaction();
    } catch (RuntimeException e) {
      abort(transaction, e);
      throw e;
    }
  }

  private void abort(KafkaProducer<byte[], byte[]> transaction, RuntimeException cause) {
    try {
      transaction.abortTransaction();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      discard();
    }
  }

  private KafkaProducer<byte[], byte[]> current() {
    KafkaProducer<byte[], byte[]> existing = producer;
    if (existing != null) {
      return existing;
    }
    KafkaProducer<byte[], byte[]> fresh = kafka.transactionalProducer(name);
    try {
      fresh.initTransactions();
    } catch (RuntimeException e) {
      fresh.close(Duration.ZERO);
      throw e;
    }
    producer = fresh;
    return fresh;
  }

  private void discard() {
    KafkaProducer<byte[], byte[]> broken = producer;
    producer = null;
    if (broken != null) {
      broken.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    discard();
  }
}
