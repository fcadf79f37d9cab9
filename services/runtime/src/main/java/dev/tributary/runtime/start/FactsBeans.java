package dev.tributary.runtime.start;

import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.fact.FactsPublisher;
import dev.tributary.runtime.fact.FactsTopic;
import dev.tributary.runtime.http.fact.FactsRoute;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Publishes facts, in a service that has some. */
@ApplicationScoped
@IfBuildProperty(name = TributaryConfig.PUBLISHES_FACTS, stringValue = "true")
public class FactsBeans {

  @Produces
  @Singleton
  FactsPublisher publisher(
      TributaryConfig config,
      FactsRoute facts,
      FactsTopic topic,
      WorkspaceDirectory workspaces,
      WriterGuard guard,
      MeterRegistry metrics,
      Clock clock) {
    return new FactsPublisher(
        config.service(),
        config.factsEvery(),
        facts::facts,
        () ->
            guard.permits() && workspaces.complete()
                ? workspaces.inUse().stream().map(Workspace::id).toList()
                : List.of(),
        topic,
        metrics,
        clock);
  }

  void start(@Observes @Priority(40) StartupEvent event, FactsPublisher publisher) {
    publisher.start();
  }

  void stop(@Observes ShutdownEvent event, FactsPublisher publisher) {
    publisher.close();
  }
}
