package dev.tributary.runtime.view.channel;

import dev.tributary.runtime.view.DefinitionFeed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The subscription of a view to its channel. Thread-safe. */
final class ChannelDelivery implements DefinitionFeed.Delivery {
  private static final Logger LOG = Logger.getLogger(ChannelDelivery.class);

  private final Multi<Void> feed;
  private final Vertx vertx;
  private @Nullable Cancellable subscription;
  private boolean closed;

  ChannelDelivery(Multi<Void> feed, Vertx vertx) {
    this.feed = feed;
    this.vertx = vertx;
  }

  synchronized void start() {
    if (!closed && subscription == null) {
      subscription =
          feed.subscribe()
              .with(_ -> {}, failure -> LOG.errorf(failure, "A channel of definitions has ended"));
    }
  }

  /**
   * On an event loop, a consumer closes in the background. Elsewhere, the caller would wait until
   * the last fetch is answered.
   */
  @Override
  public synchronized void close() {
    Cancellable current = subscription;
    if (current != null && !closed) {
      vertx.getOrCreateContext().runOnContext(_ -> current.cancel());
    }
    closed = true;
  }
}
