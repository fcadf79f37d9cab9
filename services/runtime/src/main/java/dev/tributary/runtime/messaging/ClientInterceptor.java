package dev.tributary.runtime.messaging;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reports each poll of a consumer, and its end, to the {@link ClientReport} in its settings. Kafka
 * also calls an interceptor for a poll without messages, if the poll has moved a position. Kafka
 * creates it, and closes it with its consumer.
 */
public final class ClientInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** The setting with the {@link ClientReport}. */
  static final String REPORT = "tributary.report";

  private @Nullable ClientReport report;

  @Override
  public void configure(Map<String, ?> settings) {
    if (settings.get(REPORT) instanceof ClientReport found) {
      report = found;
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> poll) {
    if (report != null) {
      report.polled(poll);
    }
    return poll;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {
    if (report != null) {
      report.ended();
    }
  }
}
