package dev.tributary.runtime.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Subscribes to channels that are in the configuration of the service, below {@code
 * mp.messaging.incoming}, with one of {@link ChannelSettings}. A channel is read once the
 * application has opened its channels. It is read again after each failure, without a limit.
 * Thread-safe.
 */
@ApplicationScoped
public class ChannelSubscriptions {
  private final ChannelSources sources;
  private final Vertx vertx;
  private final List<ChannelSubscription> subscriptions = new ArrayList<>();
  private boolean open;

  public ChannelSubscriptions(ChannelSources sources, Vertx vertx) {
    this.sources = sources;
    this.vertx = vertx;
  }

  /** Begins in the background, and returns at once. A channel has one subscription. */
  public synchronized ChannelSubscription subscribe(String channel, ChannelReader reader) {
    ChannelSubscription subscription = new ChannelSubscription(channel, sources, reader, vertx);
    subscriptions.add(subscription);
    if (open) {
      subscription.start();
    }
    return subscription;
  }

  /**
   * Subscribes to a channel that begins at the end of its topic. Messages can be missing: those
   * before the start, and those around an interruption.
   *
   * @param listener gets each message on an event loop, so it never blocks; a message that it
   *     cannot read is passed over
   */
  public ChannelSubscription follow(
      String channel, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    return subscribe(channel, new EndReader(channel, listener));
  }

  /** Runs right after SmallRye Reactive Messaging has created the channels. */
  synchronized void open(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event) {
    open = true;
    subscriptions.forEach(ChannelSubscription::start);
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    subscriptions.forEach(ChannelSubscription::close);
  }
}
