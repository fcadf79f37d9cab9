package dev.tributary.identity.start;

import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.start.RuntimeBeans;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;

/** Starts the loop once the definitions that it reads rows by are known; stops it first. */
@ApplicationScoped
public class LoopRunner {
  private static final Duration STEP = Duration.ofMillis(50);

  private final ExactlyOnceLoop loop;
  private final DefinitionView models;
  private final DefinitionView workspaces;
  private volatile boolean stopping;

  public LoopRunner(
      ExactlyOnceLoop loop,
      @Named(IdentityBeans.MODELS) DefinitionView models,
      @Named(RuntimeBeans.WORKSPACES) DefinitionView workspaces) {
    this.loop = loop;
    this.models = models;
    this.workspaces = workspaces;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    models.start();
    Thread.ofVirtual().name("loop-start").start(this::startLoop);
  }

  private void startLoop() {
    try {
      while (!List.of(models, workspaces).stream().allMatch(DefinitionView::caughtUp)) {
        if (stopping) {
          return;
        }
        Thread.sleep(STEP);
      }
      loop.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    loop.close();
  }
}
