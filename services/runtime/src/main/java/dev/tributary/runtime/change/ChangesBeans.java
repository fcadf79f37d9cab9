package dev.tributary.runtime.change;

import dev.tributary.runtime.config.TributaryConfig;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Publishes changes, in a service that has some. */
@ApplicationScoped
@IfBuildProperty(name = TributaryConfig.PUBLISHES_CHANGES, stringValue = "true")
public class ChangesBeans {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Produces
  @Singleton
  ChangesPublisher publisher(TributaryConfig config, ChangesTopic topic, Clock clock) {
    return new ChangesPublisher(config.service(), INTERVAL, topic, clock);
  }

  void start(@Observes @Priority(40) StartupEvent event, ChangesPublisher publisher) {
    publisher.start();
  }

  void stop(@Observes ShutdownEvent event, ChangesPublisher publisher) {
    publisher.close();
  }
}
