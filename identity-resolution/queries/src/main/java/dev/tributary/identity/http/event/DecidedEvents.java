package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.stream.DecidedEvent;
import dev.tributary.identity.stream.EventStream;
import dev.tributary.identity.stream.Reader;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The decisions for one client, as server-sent events. */
final class DecidedEvents implements ServerSentEvents.Source {
  /** Shorter than the idle timeouts of proxies. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final long RECONNECT_MILLIS = 1_000;

  private final EventStream stream;
  private final WorkspaceId workspace;
  private final Reader reader;
  private final Sse sse;
  private boolean begun;

  DecidedEvents(EventStream stream, WorkspaceId workspace, Reader reader, Sse sse) {
    this.stream = stream;
    this.workspace = workspace;
    this.reader = reader;
    this.sse = sse;
  }

  @Override
  public ServerSentEvents.Batch next() throws InterruptedException {
    List<OutboundSseEvent> messages = new ArrayList<>();
    if (!begun) {
      messages.add(
          sse.newEventBuilder().comment("follows").reconnectDelay(RECONNECT_MILLIS).build());
    }
    Reader.Update update = reader.next(begun ? HEARTBEAT : Duration.ZERO);
    begun = true;
    add(update, messages);
    return new ServerSentEvents.Batch(messages, update.over());
  }

  /**
   * Only the last event carries the id. A client that loses the connection before it gets all
   * events of the batch again.
   */
  private void add(Reader.Update update, List<OutboundSseEvent> messages) {
    if (update.skipped().count() > 0) {
      messages.add(message("skipped", update.skipped()).build());
    }
    Iterator<DecidedEvent> events = update.events().iterator();
    while (events.hasNext()) {
      OutboundSseEvent.Builder message = message("event", EventView.of(events.next()));
      messages.add((events.hasNext() ? message : message.id(update.cursor().snapshot())).build());
    }
    if (update.events().isEmpty()) {
      messages.add(sse.newEventBuilder().comment("live").id(update.cursor().snapshot()).build());
    }
  }

  private OutboundSseEvent.Builder message(String name, Object data) {
    return sse.newEventBuilder().name(name).mediaType(MediaType.APPLICATION_JSON_TYPE).data(data);
  }

  @Override
  public void close() {
    stream.leave(workspace, reader);
  }
}
