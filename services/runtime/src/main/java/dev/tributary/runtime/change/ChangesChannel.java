package dev.tributary.runtime.change;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.runtime.messaging.ChannelSubscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Follows the end of the topic {@code changes}, which every service publishes to. A message can be
 * lost, so a listener also works without one, only later. The channel has neither a consumer group
 * nor positions: every instance gets every message. Thread-safe.
 */
@ApplicationScoped
public class ChangesChannel {
  /**
   * The name of the channel in the configuration. The outgoing channel has the name of the topic.
   */
  public static final String CHANNEL = "published-changes";

  private final ChannelSubscriptions channels;

  public ChangesChannel(ChannelSubscriptions channels) {
    this.channels = channels;
  }

  /**
   * Begins in the background, and returns at once. A service calls it once.
   *
   * @param listener gets each message on an event loop, so it never blocks
   */
  public void follow(Consumer<PublishedChanges> listener) {
    channels.follow(CHANNEL, message -> published(message, listener));
  }

  /** A message of another type is ignored: this version does not know it. */
  private static void published(
      ConsumerRecord<byte[], byte[]> message, Consumer<PublishedChanges> listener) {
    byte @Nullable [] value = message.value();
    if (value != null && hasChanges(message)) {
      listener.accept(Json.read(value, PublishedChanges.class));
    }
  }

  private static boolean hasChanges(ConsumerRecord<byte[], byte[]> message) {
    @Nullable Header type = message.headers().lastHeader(MessageHeaders.TYPE);
    return type != null
        && new String(type.value(), StandardCharsets.UTF_8).equals(PublishedChanges.TYPE);
  }
}
