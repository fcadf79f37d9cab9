package dev.tributary.audience.start;

import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/** Starts what works by itself, and ends the loop while the database still answers. */
@ApplicationScoped
public class AudienceStartup {
  private final DefinitionView syncs;
  private final ExactlyOnceLoop loop;

  public AudienceStartup(@Named(AudienceBeans.SYNCS) DefinitionView syncs, ExactlyOnceLoop loop) {
    this.syncs = syncs;
    this.loop = loop;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    syncs.start();
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
