package dev.tributary.identity.start;

import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.start.AfterDefinitions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/** Starts the loop once the definitions that it reads rows by are known; stops it first. */
@ApplicationScoped
public class LoopRunner {
  private final ExactlyOnceLoop loop;
  private final AfterDefinitions afterDefinitions;
  private final DefinitionView models;

  public LoopRunner(
      ExactlyOnceLoop loop,
      AfterDefinitions afterDefinitions,
      @Named(IdentityBeans.MODELS) DefinitionView models) {
    this.loop = loop;
    this.afterDefinitions = afterDefinitions;
    this.models = models;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    models.start();
    afterDefinitions.start(loop::start);
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
