package dev.tributary.runtime.messaging;

import io.smallrye.mutiny.Multi;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Gives a listener the new messages of a topic. Thread-safe. */
final class EndReader implements ChannelReader {
  private static final Logger LOG = Logger.getLogger(EndReader.class);

  private final String channel;
  private final Consumer<ConsumerRecord<byte[], byte[]>> listener;

  EndReader(String channel, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    this.channel = channel;
    this.listener = listener;
  }

  @Override
  public Multi<?> read(ChannelSource source) {
    return source.polls().invoke(poll -> poll.forEach(this::accept));
  }

  /** The listener has no state that an interruption could make wrong. */
  @Override
  public void interrupted() {}

  private void accept(ConsumerRecord<byte[], byte[]> message) {
    try {
      listener.accept(message);
    } catch (RuntimeException e) {
      LOG.warnf(
          e,
          "The channel %s passed over %s-%d at %d",
          channel,
          message.topic(),
          message.partition(),
          message.offset());
    }
  }
}
