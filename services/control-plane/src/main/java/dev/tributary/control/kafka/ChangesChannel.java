package dev.tributary.control.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.control.change.ChangeStreams;
import dev.tributary.runtime.messaging.ChannelSubscriptions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Follows the end of the topic {@code changes}, which every service publishes to, and passes its
 * messages on to the streams at this instance. A lost message delays a page until its next regular
 * request. So the channel has neither a consumer group nor positions. Thread-safe.
 */
@ApplicationScoped
public class ChangesChannel {
  /**
   * The name of the channel in the configuration. The outgoing channel has the name of the topic.
   */
  public static final String CHANNEL = "published-changes";

  private final ChangeStreams streams;
  private final ChannelSubscriptions channels;

  public ChangesChannel(ChangeStreams streams, ChannelSubscriptions channels) {
    this.streams = streams;
    this.channels = channels;
  }

  void start(@Observes StartupEvent event) {
    channels.follow(CHANNEL, this::published);
  }

  /** A message of another type is ignored: this version does not know it. */
  private void published(ConsumerRecord<byte[], byte[]> message) {
    byte @Nullable [] value = message.value();
    if (value != null && hasChanges(message)) {
      streams.published(Json.read(value, PublishedChanges.class));
    }
  }

  private static boolean hasChanges(ConsumerRecord<byte[], byte[]> message) {
    @Nullable Header type = message.headers().lastHeader(MessageHeaders.TYPE);
    return type != null
        && new String(type.value(), StandardCharsets.UTF_8).equals(PublishedChanges.TYPE);
  }
}
