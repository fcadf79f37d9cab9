package dev.tributary.control.start;

import dev.tributary.control.change.ChangeStreams;
import dev.tributary.runtime.threads.StreamLimits;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Creates the streams of changes, and ends them when the service stops; the clients connect again
 * automatically.
 */
@ApplicationScoped
public class ChangeWiring {
  @Produces
  @Singleton
  ChangeStreams changeStreams(ChangeStreamConfig config) {
    return new ChangeStreams(new StreamLimits(config.places(), config.placesOfWorkspace()));
  }

  void stop(@Observes ShutdownEvent event, ChangeStreams streams) {
    streams.close();
  }
}
