package dev.tributary.control.http.change;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.change.ChangeReader;
import dev.tributary.control.change.ChangeStreams;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;

/** The changes for one client, as server-sent events. */
final class ChangeEvents implements ServerSentEvents.Source {
  /** Shorter than the idle timeouts of proxies. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final long RECONNECT_MILLIS = 1_000;

  private final ChangeStreams streams;
  private final WorkspaceId workspace;
  private final ChangeReader reader;
  private final Sse sse;
  private boolean begun;

  ChangeEvents(ChangeStreams streams, WorkspaceId workspace, ChangeReader reader, Sse sse) {
    this.streams = streams;
    this.workspace = workspace;
    this.reader = reader;
    this.sse = sse;
  }

  /** The first batch is a comment, so that the client knows at once that it follows. */
  @Override
  public ServerSentEvents.Batch next() throws InterruptedException {
    if (!begun) {
      begun = true;
      return new ServerSentEvents.Batch(
          List.of(
              sse.newEventBuilder().comment("follows").reconnectDelay(RECONNECT_MILLIS).build()),
          false);
    }
    ChangeReader.Update update = reader.next(HEARTBEAT);
    List<OutboundSseEvent> events =
        update.changes().isEmpty()
            ? List.of(sse.newEventBuilder().comment("live").build())
            : update.changes().stream().map(ChangeView::of).map(this::event).toList();
    return new ServerSentEvents.Batch(events, update.over());
  }

  private OutboundSseEvent event(ChangeView change) {
    return sse.newEventBuilder()
        .name("change")
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(change)
        .build();
  }

  @Override
  public void close() {
    streams.leave(workspace, reader);
  }
}
