package dev.tributary.runtime.start;

import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.jspecify.annotations.Nullable;

/**
 * Delays the parts that decide by definitions until the definitions are known, because they are
 * read again at each start. Before that, a workspace that allows something seems not to allow it,
 * and the wrong decision would stay.
 */
@ApplicationScoped
public class AfterDefinitions {
  private final Instance<DefinitionView> views;
  private @Nullable Thread waiting;
  private boolean stopping;

  public AfterDefinitions(@Any Instance<DefinitionView> views) {
    this.views = views;
  }

  /**
   * Returns at once. {@code parts} runs when all views of this service have caught up, or never if
   * the service stops before. Call it once, when the views are started.
   */
  public synchronized void start(Runnable parts) {
    waiting = Thread.ofVirtual().name("after-definitions").start(() -> await(parts));
  }

  private void await(Runnable parts) {
    try {
      for (DefinitionView view : views) {
        view.awaitCaughtUp();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    open(parts);
  }

  private synchronized void open(Runnable parts) {
    if (!stopping) {
      parts.run();
    }
  }

  /** Runs before all other observers: parts that they close now must not be started afterwards. */
  synchronized void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
    Thread thread = waiting;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
