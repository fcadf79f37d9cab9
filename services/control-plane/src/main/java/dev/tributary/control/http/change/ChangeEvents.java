package dev.tributary.control.http.change;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.change.ChangeReader;
import dev.tributary.control.change.ChangeStreams;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** The changes for one client, as server-sent events. */
final class ChangeEvents implements ServerSentEvents.Source {
  private final ChangeStreams streams;
  private final WorkspaceId workspace;
  private final ChangeReader reader;

  ChangeEvents(ChangeStreams streams, WorkspaceId workspace, ChangeReader reader) {
    this.streams = streams;
    this.workspace = workspace;
    this.reader = reader;
  }

  @Override
  public Uni<ServerSentEvents.Batch> next(Duration atMost) {
    return reader.next(atMost).map(ChangeEvents::batch);
  }

  private static ServerSentEvents.Batch batch(ChangeReader.Update update) {
    List<ServerSentEvents.Event> events =
        update.changes().stream()
            .map(change -> new ServerSentEvents.Event("change", ChangeView.of(change)))
            .toList();
    return new ServerSentEvents.Batch(events, null, update.over());
  }

  @Override
  public void close() {
    streams.leave(workspace, reader);
  }
}
