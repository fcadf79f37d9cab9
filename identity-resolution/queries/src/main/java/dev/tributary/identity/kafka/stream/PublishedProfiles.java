package dev.tributary.identity.kafka.stream;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.stream.EventStream;
import dev.tributary.runtime.messaging.ChannelSubscriptions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Follows the end of the topic {@code profiles}, which every instance publishes to, and wakes the
 * live streams of the workspace. A lost message delays a stream, and loses none of its events. So
 * the channel has neither a consumer group nor positions. Thread-safe.
 */
@ApplicationScoped
public class PublishedProfiles {
  /** The name of the channel in the configuration. */
  public static final String CHANNEL = "published-profiles";

  private final EventStream stream;
  private final ChannelSubscriptions channels;

  public PublishedProfiles(EventStream stream, ChannelSubscriptions channels) {
    this.stream = stream;
    this.channels = channels;
  }

  void start(@Observes StartupEvent event) {
    channels.follow(CHANNEL, message -> published(stream, message));
  }

  /** A message without a workspace concerns no stream. */
  public static void published(EventStream stream, ConsumerRecord<byte[], byte[]> message) {
    @Nullable Header workspace = message.headers().lastHeader(MessageHeaders.WORKSPACE);
    if (workspace != null) {
      stream.changed(new WorkspaceId(new String(workspace.value(), StandardCharsets.UTF_8)));
    }
  }
}
