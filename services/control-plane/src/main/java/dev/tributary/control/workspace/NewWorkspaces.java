package dev.tributary.control.workspace;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a new workspace can be used in all services, so that the creator's next request finds
 * it. A service that does not answer learns of it later.
 */
@ApplicationScoped
public class NewWorkspaces {
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(10);

  private final WorkspaceDirectory directory;
  private final Pipeline pipeline;

  public NewWorkspaces(WorkspaceDirectory directory, Pipeline pipeline) {
    this.directory = directory;
    this.pipeline = pipeline;
  }

  public void spread(WorkspaceId workspaceId) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (directory.find(workspaceId).isEmpty()) {
      if (System.nanoTime() - deadline >= 0) {
        return;
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
    pipeline.spread(workspaceId, BOUND);
  }
}
