package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connection between a running job and its runner. Thread-safe. */
public final class JobContext {
  /** Why the work should stop early. */
  enum Stop {
    CANCELLED,
    LOST,
    SHUTDOWN
  }

  private final Consumer<JsonNode> progress;
  private final List<Runnable> actions = new ArrayList<>();
  private volatile @Nullable Stop stop;

  JobContext(Consumer<JsonNode> progress) {
    this.progress = progress;
  }

  /** Publishes the progress of the job. */
  public void progress(JsonNode how) {
    progress.accept(how);
  }

  /** Whether the work should stop: a user cancelled it, or another process holds the job now. */
  public boolean cancelled() {
    return stop != null;
  }

  /**
   * @throws JobStopped if the work should stop
   */
  public void check() {
    if (cancelled()) {
      throw new JobStopped();
    }
  }

  /**
   * Sets the action that ends what the work waits for. The action runs once, in another thread, and
   * also if the job was cancelled before this call.
   */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (stop == null) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  @Nullable Stop stop() {
    return stop;
  }

  void request(Stop reason) {
    List<Runnable> all;
    synchronized (this) {
      if (stop != null) {
        return;
      }
      stop = reason;
      all = List.copyOf(actions);
    }
    all.forEach(Runnable::run);
  }
}
