package dev.tributary.identity.start;

import dev.tributary.identity.stream.EventStream;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets go of those who follow events when the service stops; they come again by themselves. */
@ApplicationScoped
public class StreamEnd {
  private final EventStream stream;

  public StreamEnd(EventStream stream) {
    this.stream = stream;
  }

  void stop(@Observes ShutdownEvent event) {
    stream.close();
  }
}
