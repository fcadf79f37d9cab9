package dev.tributary.runtime.threads;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many streams are open at this instance at the same time: in all, and in one workspace.
 * Thread-safe.
 */
public final class StreamLimits {
  private static final long CLOSING_SECONDS = 2;

  private final int most;
  private final int mostOfWorkspace;
  private final Semaphore free;
  private final Map<WorkspaceId, Integer> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param most the number of streams in all
   * @param mostOfWorkspace how many of them in one workspace
   */
  public StreamLimits(int most, int mostOfWorkspace) {
    this.most = most;
    this.mostOfWorkspace = mostOfWorkspace;
    this.free = new Semaphore(most);
  }

  /**
   * Counts one more stream of the workspace. The caller calls {@link #release} once when it ends.
   *
   * @throws Problem 503 if a limit is reached, or after {@link #close}
   */
  public void acquire(WorkspaceId workspace) {
    if (closed) {
      throw Problems.UNAVAILABLE.problem("The service is stopping");
    }
    if (!free.tryAcquire()) {
      throw Problems.UNAVAILABLE.problem(
          "Too many streams are open at this instance of the service. Try again later");
    }
    if (open.merge(workspace, 1, Integer::sum) > mostOfWorkspace) {
      release(workspace);
      throw Problems.UNAVAILABLE.problem(
          "Too many streams of this workspace are open. Close one, or try again later");
    }
  }

  /** A stream of the workspace has ended. */
  public void release(WorkspaceId workspace) {
    open.computeIfPresent(workspace, (_, number) -> number == 1 ? null : number - 1);
    free.release();
  }

  public boolean closed() {
    return closed;
  }

  /**
   * Allows no more streams, and waits up to two seconds until all have ended.
   *
   * @param end makes the open streams end; called once
   */
  public void close(Runnable end) {
    closed = true;
    end.run();
    try {
      boolean allEnded = free.tryAcquire(most, CLOSING_SECONDS, TimeUnit.SECONDS);
      if (allEnded) {
        free.release(most);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
