package dev.tributary.control.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.control.alert.fact.FactsInbox;
import dev.tributary.runtime.messaging.ChannelSubscriptions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the end of the topic {@code facts}, without a consumer group and without positions: any
 * instance may be the next one that checks, and a check asks for what it misses. Thread-safe.
 */
@ApplicationScoped
public class FactsChannel {
  /**
   * The name of the channel in the configuration. It differs from the name of the outgoing channel:
   * Quarkus would add settings for that one, which this service does not have.
   */
  public static final String CHANNEL = "published-facts";

  private static final Logger LOG = Logger.getLogger(FactsChannel.class);

  private final FactsInbox inbox;
  private final ChannelSubscriptions channels;
  private final Clock clock;

  public FactsChannel(FactsInbox inbox, ChannelSubscriptions channels, Clock clock) {
    this.inbox = inbox;
    this.channels = channels;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    channels.follow(CHANNEL, this::published);
  }

  /**
   * Runs on an event loop. A message with the facts of up to 50 workspaces is too large to be read
   * there. The messages need no order, and the inbox limits how many are read at once. A message of
   * another type is ignored: this version does not know it.
   */
  private void published(ConsumerRecord<byte[], byte[]> message) {
    byte @Nullable [] value = message.value();
    if (value != null && hasFacts(message) && inbox.reserve(value.length)) {
      Instant arrived = clock.instant();
      Thread.ofVirtual().name(CHANNEL).start(() -> read(value, arrived));
    }
  }

  private static boolean hasFacts(ConsumerRecord<byte[], byte[]> message) {
    @Nullable Header type = message.headers().lastHeader(MessageHeaders.TYPE);
    return type != null
        && new String(type.value(), StandardCharsets.UTF_8).equals(PublishedFacts.TYPE);
  }

  private void read(byte[] value, Instant arrived) {
    try {
      inbox.accept(Json.read(value, PublishedFacts.class), arrived);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Published facts cannot be read");
    }
  }
}
