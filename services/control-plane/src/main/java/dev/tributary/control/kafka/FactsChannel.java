package dev.tributary.control.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.control.alert.fact.FactsInbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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

  private final FactsInbox inbox;
  private final Clock clock;

  public FactsChannel(FactsInbox inbox, Clock clock) {
    this.inbox = inbox;
    this.clock = clock;
  }

  /** A message has the facts of up to 50 workspaces: too large for an event loop. */
  @Incoming(CHANNEL)
  @Blocking
  public void published(ConsumerRecord<byte[], byte[]> message) {
    byte[] value = message.value();
    inbox.accept(Json.read(value, PublishedFacts.class), value.length, clock.instant());
  }
}
