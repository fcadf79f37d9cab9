package dev.tributary.identity.http;

import dev.tributary.identity.stream.Decided;
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
 * Tells one reader what was decided. It waits for the client to take each message, so what a slow
 * one misses stays bounded in its reader.
 */
final class EventTelling {
  /** Shorter than whatever on the way takes silence for an end. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final long TAKEN_WITHIN_SECONDS = 60;
  private static final long COME_AGAIN_MILLIS = 1_000;

  private final Reader reader;
  private final SseEventSink sink;
  private final Sse sse;

  EventTelling(Reader reader, SseEventSink sink, Sse sse) {
    this.reader = reader;
    this.sink = sink;
    this.sse = sse;
  }

  /** Ends with the reader, with the client, or then. */
  void until(Instant end) throws InterruptedException {
    boolean going =
        send(sse.newEventBuilder().comment("follows").reconnectDelay(COME_AGAIN_MILLIS))
            && tell(reader.next(Duration.ZERO));
    while (going) {
      Duration left = Duration.between(Instant.now(), end);
      if (!left.isPositive()) {
        return;
      }
      Reader.Told told = reader.next(left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT);
      going = tell(told) && !told.over();
    }
  }

  /** The id goes with the last: whoever breaks off before it is told all of it again. */
  private boolean tell(Reader.Told told) throws InterruptedException {
    boolean going = true;
    if (told.skipped().count() > 0) {
      going = send(message("skipped", told.skipped()));
    }
    Iterator<Decided> events = told.events().iterator();
    while (going && events.hasNext()) {
      OutboundSseEvent.Builder message = message("event", EventView.of(events.next()));
      going = send(events.hasNext() ? message : message.id(told.cursor().snapshot()));
    }
    return going && (!told.events().isEmpty() || send(silence(told)));
  }

  private OutboundSseEvent.Builder message(String name, Object data) {
    return sse.newEventBuilder().name(name).mediaType(MediaType.APPLICATION_JSON_TYPE).data(data);
  }

  private OutboundSseEvent.Builder silence(Reader.Told told) {
    return sse.newEventBuilder().comment("live").id(told.cursor().snapshot());
  }

  private boolean send(OutboundSseEvent.Builder message) throws InterruptedException {
    if (sink.isClosed()) {
      return false;
    }
    try {
      sink.send(message.build()).toCompletableFuture().get(TAKEN_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      return false;
    }
  }
}
