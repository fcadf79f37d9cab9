package dev.tributary.audience.start;

import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.start.AfterDefinitions;
import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/** Starts the background work, and stops the loop while the database is still available. */
@ApplicationScoped
public class AudienceStartup {
  private final AfterDefinitions afterDefinitions;
  private final DefinitionView syncs;
  private final DefinitionView models;
  private final DefinitionView traits;
  private final DefinitionView properties;
  private final ExactlyOnceLoop loop;

  public AudienceStartup(
      AfterDefinitions afterDefinitions,
      @Named(AudienceBeans.SYNCS) DefinitionView syncs,
      @Named(AudienceBeans.MODELS) DefinitionView models,
      @Named(AudienceBeans.TRAITS) DefinitionView traits,
      @Named(AudienceBeans.EVENT_PROPERTIES) DefinitionView properties,
      ExactlyOnceLoop loop) {
    this.afterDefinitions = afterDefinitions;
    this.syncs = syncs;
    this.models = models;
    this.traits = traits;
    this.properties = properties;
    this.loop = loop;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    syncs.start();
    models.start();
    traits.start();
    properties.start();
    afterDefinitions.start(loop::start);
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
