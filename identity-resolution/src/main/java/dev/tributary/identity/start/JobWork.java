package dev.tributary.identity.start;

import dev.tributary.identity.job.JobRunner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Works on jobs while the service runs; what is under way at its end goes back to the queue. */
@ApplicationScoped
public class JobWork {
  private final JobRunner runner;

  public JobWork(JobRunner runner) {
    this.runner = runner;
  }

  void start(@Observes @Priority(200) StartupEvent event) {
    runner.start();
  }

  void stop(@Observes ShutdownEvent event) {
    runner.close();
  }
}
