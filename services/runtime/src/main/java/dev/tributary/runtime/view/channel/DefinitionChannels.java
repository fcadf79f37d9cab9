package dev.tributary.runtime.view.channel;

import dev.tributary.runtime.messaging.ChannelSubscriptions;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Feeds each view from the channel with the name of its topic. The channel is in the configuration
 * of the service, below {@code mp.messaging.incoming}. A view is fed once the application has
 * opened its channels, even if the view starts before. Thread-safe.
 */
@ApplicationScoped
public class DefinitionChannels implements DefinitionFeed {
  private final ChannelSubscriptions channels;

  public DefinitionChannels(ChannelSubscriptions channels) {
    this.channels = channels;
  }

  @Override
  public Delivery start(DefinitionView view) {
    return channels.subscribe(view.topic().topicName(), new ViewReader(view))::close;
  }
}
