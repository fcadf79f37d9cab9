package dev.tributary.control.workspace;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.pipeline.Pipeline;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits until a new workspace can be used in all services, so that the creator's next request finds
 * it. A service that does not answer learns of it later.
 */
public final class NewWorkspaces {
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(10);

  private final Predicate<WorkspaceId> known;
  private final Pipeline pipeline;

  /**
   * @param known whether this instance knows the workspace
   */
  public NewWorkspaces(Predicate<WorkspaceId> known, Pipeline pipeline) {
    this.known = known;
    this.pipeline = pipeline;
  }

  public void spread(WorkspaceId workspaceId) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!known.test(workspaceId)) {
      if (System.nanoTime() - deadline >= 0) {
        return;
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
    pipeline.spread(workspaceId, BOUND);
  }
}
