package dev.tributary.collector.start;

import dev.tributary.collector.http.TrackingRoutes;
import dev.tributary.collector.kafka.EventLog;
import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/** Starts the tracking API, reading the sources, and the connection to the log. */
@ApplicationScoped
public class CollectorStartup {

  void routes(@Observes Router router, TrackingRoutes routes) {
    routes.register(router);
  }

  void start(
      @Observes StartupEvent event,
      @Named(CollectorBeans.SOURCES) DefinitionView sources,
      SourceDirectory directory,
      EventLog log) {
    sources.onChange(directory::accept);
    sources.start();
    log.start();
  }
}
