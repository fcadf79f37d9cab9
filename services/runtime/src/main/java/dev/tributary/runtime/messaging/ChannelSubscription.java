package dev.tributary.runtime.messaging;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The subscription to a channel. It reads one source after another, without a limit, until it is
 * closed. Thread-safe: all its work is on one event loop. There, a consumer closes in the
 * background. Elsewhere, the caller would wait until the last fetch is answered.
 */
public final class ChannelSubscription implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ChannelSubscription.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String channel;
  private final ChannelSources sources;
  private final ChannelReader reader;
  private final Vertx vertx;
  private final Context context;
  private @Nullable ChannelSource source;
  private @Nullable Cancellable reading;
  private boolean closed;

  ChannelSubscription(String channel, ChannelSources sources, ChannelReader reader, Vertx vertx) {
    this.channel = channel;
    this.sources = sources;
    this.reader = reader;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  void start() {
    context.runOnContext(_ -> read());
  }

  @Override
  public void close() {
    context.runOnContext(_ -> {
      closed = true;
      cancel();
    });
  }

  private void read() {
    if (closed) {
      return;
    }
    try {
      ChannelSource next = unread();
      source = next;
      next.onEnd(() -> ended(next, new IllegalStateException("The client was closed")));
      reading =
          next.client()
              .onItem()
              .transformToMulti(_ -> reader.read(next))
              .subscribe()
              .with(
                  _ -> {},
                  failure -> ended(next, failure),
                  () -> ended(next, new IllegalStateException("The source has completed")));
    } catch (RuntimeException e) {
      pause(e);
    }
  }

  /** A source whose client could not be created has not been read. */
  private ChannelSource unread() {
    ChannelSource last = source;
    return last == null || last.read() ? sources.next(channel) : last;
  }

  private void ended(ChannelSource which, Throwable cause) {
    context.runOnContext(_ -> {
      if (!closed && which == source && reading != null) {
        cancel();
        pause(cause);
      }
    });
  }

  private void pause(Throwable cause) {
    LOG.warnf("The channel %s cannot be read, and is subscribed to again: %s", channel, cause);
    reader.interrupted();
    vertx.setTimer(PAUSE.toMillis(), _ -> start());
  }

  private void cancel() {
    if (reading != null) {
      reading.cancel();
      reading = null;
    }
    if (source != null) {
      source.close();
    }
  }
}
