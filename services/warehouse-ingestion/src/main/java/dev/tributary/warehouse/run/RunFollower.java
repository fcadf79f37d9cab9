package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.threads.Signal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One client that follows a run. Thread-safe; one wait at a time. */
public final class RunFollower {
  private final WorkspaceId workspace;
  private final RunId run;
  private final Signal changes = new Signal();
  private volatile boolean ended;

  RunFollower(WorkspaceId workspace, RunId run) {
    this.workspace = workspace;
    this.run = run;
  }

  WorkspaceId workspace() {
    return workspace;
  }

  RunId run() {
    return run;
  }

  void changed() {
    changes.raise();
  }

  void end() {
    ended = true;
    changes.raise();
  }

  /**
   * Waits from the subscription for a change since the last wait, or for that long. Several changes
   * count as one. What follows the wait must not block: it may run on the thread of the messages.
   *
   * @return whether there was a change
   */
  public Uni<Boolean> change(Duration atMost) {
    return changes.within(atMost);
  }

  /** Whether nothing follows, because the client or this instance has left. */
  public boolean ended() {
    return ended;
  }
}
