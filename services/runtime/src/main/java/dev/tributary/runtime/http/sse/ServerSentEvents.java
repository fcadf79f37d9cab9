package dev.tributary.runtime.http.sse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The body of a response with server-sent events. The source is asked for more events after the
 * client has taken the last ones. What a slow client has not taken yet waits in the source.
 */
public final class ServerSentEvents {
  private static final Logger LOG = Logger.getLogger(ServerSentEvents.class);

  /** Longer than any source waits for events. */
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(60);

  private static final Executor VIRTUAL_THREADS =
      task -> Thread.ofVirtual().name("server-sent-events").start(task);

  private ServerSentEvents() {}

  /** Where the events of one client come from. One thread at a time calls {@link #next}. */
  public interface Source {
    /** Waits for events, for less than a minute. */
    Batch next() throws InterruptedException;

    /** Called once, after the stream has ended; another thread may still wait for events. */
    default void close() {}
  }

  /**
   * @param events in their order
   * @param last whether the stream ends after these events
   */
  public record Batch(List<OutboundSseEvent> events, boolean last) {
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * Sends events until the last batch, until that time, or until the client disconnects or takes no
   * event for a minute. The source is closed then, also if the client disconnects before the
   * response begins.
   */
  public static Multi<OutboundSseEvent> until(Instant end, Source source) {
    return until(end, TAKEN_WITHIN, source);
  }

  /**
   * @param takenWithin the time after which a client that takes no event has disconnected
   */
  static Multi<OutboundSseEvent> until(Instant end, Duration takenWithin, Source source) {
    AtomicBoolean closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            VIRTUAL_THREADS.execute(source::close);
          }
        };
    // Nobody subscribes if the head of the response cannot be written.
    Cancellable neverBegan =
        Uni.createFrom()
            .voidItem()
            .onItem()
            .delayIt()
            .by(takenWithin)
            .subscribe()
            .with(_ -> close.run());
    return batches(source)
        .onItem()
        .transformToIterable(Batch::events)
        .select()
        .first(timeUntil(end))
        .ifNoItem()
        .after(takenWithin)
        .recoverWithCompletion()
        .onFailure()
        .invoke(failure -> LOG.warn("A stream of events ends. The client may reconnect", failure))
        .onFailure()
        .recoverWithCompletion()
        .onSubscription()
        .invoke(neverBegan::cancel)
        .onTermination()
        .invoke(close);
  }

  private static Multi<Batch> batches(Source source) {
    return Uni.createFrom()
        .item(Unchecked.supplier(source::next))
        .runSubscriptionOn(VIRTUAL_THREADS)
        .repeat()
        .whilst(batch -> !batch.last());
  }

  private static Duration timeUntil(Instant end) {
    Duration left = Duration.between(Instant.now(), end);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }
}
