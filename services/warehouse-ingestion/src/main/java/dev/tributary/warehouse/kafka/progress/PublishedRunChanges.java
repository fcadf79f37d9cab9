package dev.tributary.warehouse.kafka.progress;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.run.RunChanged;
import dev.tributary.runtime.messaging.ChannelSubscriptions;
import dev.tributary.warehouse.run.FollowedRuns;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows the end of the topic {@code run-progress}, which every instance publishes to, and wakes
 * the readers of the run at this instance. They also read the run after a time without a message,
 * so a lost message only delays them. So the channel has neither a consumer group nor positions.
 * Thread-safe.
 */
@ApplicationScoped
public class PublishedRunChanges {
  /** The name of the channel in the configuration. */
  public static final String CHANNEL = "published-run-changes";

  private final FollowedRuns followed;
  private final ChannelSubscriptions channels;

  public PublishedRunChanges(FollowedRuns followed, ChannelSubscriptions channels) {
    this.followed = followed;
    this.channels = channels;
  }

  void start(@Observes StartupEvent event) {
    channels.follow(CHANNEL, this::published);
  }

  private void published(ConsumerRecord<byte[], byte[]> message) {
    RunChanged changed = Json.read(message.value(), RunChanged.class);
    followed.changed(changed.workspace(), changed.run());
  }
}
