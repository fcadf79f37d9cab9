package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.runtime.work.Cancellation;
import dev.tributary.runtime.work.WorkStopped;
import java.util.function.Consumer;

/** The connection between a running job and its runner. Thread-safe. */
public final class JobContext {
  private final Consumer<JsonNode> progress;
  private final Cancellation stop;

  JobContext(Consumer<JsonNode> progress, Cancellation stop) {
    this.progress = progress;
    this.stop = stop;
  }

  /** Publishes the progress of the job. */
  public void progress(JsonNode how) {
    progress.accept(how);
  }

  /** Whether the work should stop: a user cancelled it, or another process has the job now. */
  public boolean cancelled() {
    return stop.requested();
  }

  /**
   * @throws WorkStopped if the work should stop
   */
  public void check() {
    stop.check();
  }

  /**
   * Sets an action that ends what the work waits for, until the registration is closed ({@link
   * Cancellation#onRequest}).
   */
  public Cancellation.Registration onCancel(Runnable action) {
    return stop.onRequest(action);
  }
}
