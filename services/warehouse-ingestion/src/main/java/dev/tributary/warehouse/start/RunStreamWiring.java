package dev.tributary.warehouse.start;

import dev.tributary.runtime.change.ChangesChannel;
import dev.tributary.runtime.threads.StreamLimits;
import dev.tributary.warehouse.run.FollowedRuns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Wakes the streams of runs when an instance has changed their run, and ends them when the service
 * stops.
 */
@ApplicationScoped
public class RunStreamWiring {
  @Produces
  @Singleton
  FollowedRuns followedRuns(WarehouseConfig config) {
    return new FollowedRuns(
        new StreamLimits(config.streamPlaces(), config.streamPlacesOfWorkspace()));
  }

  void start(@Observes StartupEvent event, ChangesChannel changes, FollowedRuns followed) {
    changes.follow(followed::published);
  }

  void stop(@Observes ShutdownEvent event, FollowedRuns followed) {
    followed.close();
  }
}
