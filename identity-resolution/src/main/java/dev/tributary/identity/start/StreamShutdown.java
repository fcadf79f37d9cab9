package dev.tributary.identity.start;

import dev.tributary.identity.stream.EventStream;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Ends the live streams of events when the service stops; the clients connect again automatically.
 */
@ApplicationScoped
public class StreamShutdown {
  private final EventStream stream;

  public StreamShutdown(EventStream stream) {
    this.stream = stream;
  }

  void stop(@Observes ShutdownEvent event) {
    stream.close();
  }
}
