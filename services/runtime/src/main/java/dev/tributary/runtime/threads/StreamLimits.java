package dev.tributary.runtime.threads;

import dev.tributary.contracts.id.WorkspaceId;
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
   * @return false if a limit is reached, or after {@link #close}
   */
  public boolean tryAcquire(WorkspaceId workspace) {
    if (closed || !free.tryAcquire()) {
      return false;
    }
    if (open.merge(workspace, 1, Integer::sum) > mostOfWorkspace) {
      release(workspace);
      return false;
    }
    return true;
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
