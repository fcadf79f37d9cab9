package dev.tributary.runtime.view.channel;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reports each poll of a consumer to the {@link ChannelReading} in its settings. Kafka also calls
 * an interceptor for a poll without messages, if the poll has moved a position. Kafka creates it.
 */
public final class PollReport implements ConsumerInterceptor<byte[], byte[]> {
  /** The setting with the {@link ChannelReading}. */
  static final String READING = "tributary.reading";

  private @Nullable ChannelReading reading;

  @Override
  public void configure(Map<String, ?> settings) {
    if (settings.get(READING) instanceof ChannelReading found) {
      reading = found;
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> poll) {
    if (reading != null) {
      reading.polled(poll);
    }
    return poll;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
