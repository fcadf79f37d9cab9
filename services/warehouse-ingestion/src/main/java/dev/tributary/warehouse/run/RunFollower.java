package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.threads.Wakeup;
import java.time.Duration;

/** One client that follows a run. Thread-safe; one thread at a time waits. */
public final class RunFollower {
  private final WorkspaceId workspace;
  private final RunId run;
  private final Wakeup changes = new Wakeup(1);
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
    changes.signal();
  }

  void end() {
    ended = true;
    changes.signal();
  }

  /**
   * Waits for a change since the last call, or for that long. Several changes count as one.
   *
   * @return whether there was a change
   */
  public boolean awaitChange(Duration atMost) throws InterruptedException {
    return changes.await(atMost);
  }

  /** Whether nothing follows, because the client or this instance has left. */
  public boolean ended() {
    return ended;
  }
}
