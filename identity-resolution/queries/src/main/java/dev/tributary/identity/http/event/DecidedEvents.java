package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.stream.DecidedEvent;
import dev.tributary.identity.stream.EventStream;
import dev.tributary.identity.stream.StreamSubscriber;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The decisions for one client, as server-sent events. */
final class DecidedEvents implements ServerSentEvents.Source {
  private final EventStream stream;
  private final WorkspaceId workspace;
  private final StreamSubscriber subscriber;

  DecidedEvents(EventStream stream, WorkspaceId workspace, StreamSubscriber subscriber) {
    this.stream = stream;
    this.workspace = workspace;
    this.subscriber = subscriber;
  }

  @Override
  public Uni<ServerSentEvents.Batch> next(Duration atMost) {
    return subscriber.next(atMost).map(DecidedEvents::batch);
  }

  private static ServerSentEvents.Batch batch(StreamSubscriber.Update update) {
    List<ServerSentEvents.Event> events = new ArrayList<>();
    if (update.skipped().count() > 0) {
      events.add(new ServerSentEvents.Event("skipped", update.skipped()));
    }
    for (DecidedEvent event : update.events()) {
      events.add(new ServerSentEvents.Event("event", EventView.of(event)));
    }
    return new ServerSentEvents.Batch(events, update.cursor().snapshot(), update.over());
  }

  @Override
  public void close() {
    stream.leave(workspace, subscriber);
  }
}
