package dev.tributary.control.start;

import dev.tributary.control.change.ChangeStreams;
import dev.tributary.runtime.change.ChangesChannel;
import dev.tributary.runtime.threads.StreamLimits;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Creates the streams of changes, and gives them the messages of all services. Ends the streams
 * when the service stops; the clients connect again automatically. A lost message delays a page
 * until its next regular request.
 */
@ApplicationScoped
public class ChangeWiring {
  @Produces
  @Singleton
  ChangeStreams changeStreams(ChangeStreamConfig config) {
    return new ChangeStreams(new StreamLimits(config.places(), config.placesOfWorkspace()));
  }

  void start(@Observes StartupEvent event, ChangesChannel changes, ChangeStreams streams) {
    changes.follow(streams::published);
  }

  void stop(@Observes ShutdownEvent event, ChangeStreams streams) {
    streams.close();
  }
}
