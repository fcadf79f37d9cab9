package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a job's work knows of the world while it runs. Thread-safe. */
public final class JobContext {
  /** Why the work should end before its end. */
  enum Stop {
    CANCELLED,
    LOST,
    SHUTDOWN
  }

  private final Consumer<JsonNode> progress;
  private final List<Runnable> endings = new ArrayList<>();
  private volatile @Nullable Stop stop;

  JobContext(Consumer<JsonNode> progress) {
    this.progress = progress;
  }

  /** Tells people how far it is. */
  public void progress(JsonNode how) {
    progress.accept(how);
  }

  /** Whether the work should end: nobody waits for it, or somebody else has it now. */
  public boolean cancelled() {
    return stop != null;
  }

  /**
   * @throws JobStopped if the work should end
   */
  public void check() {
    if (cancelled()) {
      throw new JobStopped();
    }
  }

  /** Ends what the work waits for; called once, from another thread, also if it is late. */
  public void onCancel(Runnable ending) {
    synchronized (this) {
      if (stop == null) {
        endings.add(ending);
        return;
      }
    }
    ending.run();
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
      all = List.copyOf(endings);
    }
    all.forEach(Runnable::run);
  }
}
