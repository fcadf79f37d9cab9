package dev.tributary.identity.start;

import dev.tributary.identity.stream.EventStream;
import dev.tributary.runtime.change.ChangesChannel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Wakes the live streams of events when an instance has decided some, and ends them when the
 * service stops; the clients connect again automatically.
 */
@ApplicationScoped
public class StreamWiring {
  private final EventStream stream;

  public StreamWiring(EventStream stream) {
    this.stream = stream;
  }

  void start(@Observes StartupEvent event, ChangesChannel changes) {
    changes.follow(stream::published);
  }

  void stop(@Observes ShutdownEvent event) {
    stream.close();
  }
}
