package dev.tributary.identity.http.event;

import dev.tributary.identity.stream.DecidedEvent;
import dev.tributary.identity.stream.Reader;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes the decisions to one client. It waits until the client has taken each message, so what a
 * slow client has not taken yet waits in the bounded buffer of the reader.
 */
final class EventStreamWriter {
  /** Shorter than the idle timeouts of proxies. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final long SEND_TIMEOUT_SECONDS = 60;
  private static final long RECONNECT_MILLIS = 1_000;

  private final Reader reader;
  private final SseEventSink sink;
  private final Sse sse;

  EventStreamWriter(Reader reader, SseEventSink sink, Sse sse) {
    this.reader = reader;
    this.sink = sink;
    this.sse = sse;
  }

  /** Returns when the reader ends, when the client leaves, or at that time. */
  void until(Instant end) throws InterruptedException {
    boolean going =
        send(sse.newEventBuilder().comment("follows").reconnectDelay(RECONNECT_MILLIS))
            && write(reader.next(Duration.ZERO));
    while (going) {
      Duration left = Duration.between(Instant.now(), end);
      if (!left.isPositive()) {
        return;
      }
      Reader.Update update = reader.next(left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT);
      going = write(update) && !update.over();
    }
  }

  /**
   * Only the last event carries the id. A client that loses the connection before it gets all
   * events of the batch again.
   */
  private boolean write(Reader.Update update) throws InterruptedException {
    boolean going = true;
    if (update.skipped().count() > 0) {
      going = send(message("skipped", update.skipped()));
    }
    Iterator<DecidedEvent> events = update.events().iterator();
    while (going && events.hasNext()) {
      OutboundSseEvent.Builder message = message("event", EventView.of(events.next()));
      going = send(events.hasNext() ? message : message.id(update.cursor().snapshot()));
    }
    return going && (!update.events().isEmpty() || send(heartbeat(update)));
  }

  private OutboundSseEvent.Builder message(String name, Object data) {
    return sse.newEventBuilder().name(name).mediaType(MediaType.APPLICATION_JSON_TYPE).data(data);
  }

  private OutboundSseEvent.Builder heartbeat(Reader.Update update) {
    return sse.newEventBuilder().comment("live").id(update.cursor().snapshot());
  }

  private boolean send(OutboundSseEvent.Builder message) throws InterruptedException {
    if (sink.isClosed()) {
      return false;
    }
    try {
      sink.send(message.build()).toCompletableFuture().get(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      return false;
    }
  }
}
