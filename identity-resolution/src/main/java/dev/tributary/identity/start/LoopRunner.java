package dev.tributary.identity.start;

import dev.tributary.identity.job.JobRunner;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.start.AfterDefinitions;
import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/**
 * Starts the loop and the job runner once the definitions of models are known; stops them first. A
 * job in progress then goes back to the queue.
 */
@ApplicationScoped
public class LoopRunner {
  private final ExactlyOnceLoop loop;
  private final JobRunner jobs;
  private final AfterDefinitions afterDefinitions;
  private final DefinitionView models;

  public LoopRunner(
      @Named(IdentityBeans.PEOPLE) ExactlyOnceLoop loop,
      JobRunner jobs,
      AfterDefinitions afterDefinitions,
      @Named(IdentityBeans.MODELS) DefinitionView models) {
    this.loop = loop;
    this.jobs = jobs;
    this.afterDefinitions = afterDefinitions;
    this.models = models;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    models.start();
    afterDefinitions.start(() -> {
      loop.start();
      jobs.start();
    });
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
    jobs.close();
  }
}
