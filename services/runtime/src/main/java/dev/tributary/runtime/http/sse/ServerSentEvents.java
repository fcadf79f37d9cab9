package dev.tributary.runtime.http.sse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response with server-sent events. It begins with a comment, so that the client
 * knows at once that it follows. The source is asked for more events after the client has taken the
 * last ones. What a slow client has not taken yet waits in the source. While there are no events,
 * the body has a comment every 15 seconds.
 */
public final class ServerSentEvents {
  private static final Logger LOG = Logger.getLogger(ServerSentEvents.class);

  /** Shorter than the idle timeouts of proxies. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How long a client waits before it connects again. */
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  /** Longer than any source waits for events. */
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(60);

  private static final Executor VIRTUAL_THREADS =
      task -> Thread.ofVirtual().name("server-sent-events").start(task);

  private ServerSentEvents() {}

  /** Where the events of one client come from. There is one {@link #next} at a time. */
  public interface Source {
    /** Waits from the subscription until there are events, or for that long. */
    Uni<Batch> next(Duration atMost);

    /** Called once, after the stream has ended; a wait for events may go on. */
    default void close() {}
  }

  /**
   * @param events in their order; without any, the client gets a comment
   * @param id where the source continues after all of these events, for a client that connects
   *     again; null if it cannot continue. Only the last event carries it: a client that loses the
   *     connection before it gets all events of the batch again
   * @param last whether the stream ends after these events
   */
  public record Batch(List<Event> events, @Nullable String id, boolean last) {
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * @param name the kind of event
   * @param data becomes JSON
   */
  public record Event(String name, Object data) {}

  /**
   * Sends events until the last batch, until that time, or until the client disconnects or takes no
   * event for a minute. The source is closed then, also if the client disconnects before the
   * response begins.
   */
  public static Multi<OutboundSseEvent> until(Instant end, Sse sse, Source source) {
    return until(end, TAKEN_WITHIN, sse, source);
  }

  /**
   * @param takenWithin the time after which a client that takes no event has disconnected
   */
  static Multi<OutboundSseEvent> until(Instant end, Duration takenWithin, Sse sse, Source source) {
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
    OutboundSseEvent opening =
        sse.newEventBuilder().comment("follows").reconnectDelay(RECONNECT.toMillis()).build();
    Multi<OutboundSseEvent> events =
        batches(source).onItem().transformToIterable(batch -> messages(sse, batch));
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().item(opening), events)
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

  /**
   * The first batch does not wait, so that the client has an id at once. The client gets a batch on
   * a thread of its own, so that what brings the events does not wait for it.
   */
  private static Multi<Batch> batches(Source source) {
    AtomicReference<Duration> atMost = new AtomicReference<>(Duration.ZERO);
    return Uni.createFrom()
        .deferred(() -> source.next(atMost.getAndSet(HEARTBEAT)))
        .runSubscriptionOn(VIRTUAL_THREADS)
        .emitOn(VIRTUAL_THREADS)
        .repeat()
        .whilst(batch -> !batch.last());
  }

  private static List<OutboundSseEvent> messages(Sse sse, Batch batch) {
    List<OutboundSseEvent.Builder> messages = new ArrayList<>();
    for (Event event : batch.events()) {
      messages.add(
          sse.newEventBuilder()
              .name(event.name())
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(event.data()));
    }
    if (messages.isEmpty()) {
      messages.add(sse.newEventBuilder().comment("live"));
    }
    if (batch.id() != null) {
      messages.getLast().id(batch.id());
    }
    return messages.stream().map(OutboundSseEvent.Builder::build).toList();
  }

  private static Duration timeUntil(Instant end) {
    Duration left = Duration.between(Instant.now(), end);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }
}
