package dev.tributary.runtime.query;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits queries that read all profiles of a workspace, because the loop needs its share of the
 * machine. Each workspace runs one at a time, and a limited number of workspaces run at once. A
 * second query of a workspace waits for the first one, and never takes the place of another
 * workspace. Fair and thread-safe.
 */
public final class ConcurrencyLimit {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore workspaces;
  private final Map<String, Queue> queues = new ConcurrentHashMap<>();
  private final Duration patience;
  private final String busy;
  private final @Nullable CallerDeadline queryDeadline;

  /**
   * @param busy the message for callers that waited too long
   * @param atOnce number of workspaces that may run a query at the same time
   */
  public ConcurrencyLimit(String busy, int atOnce) {
    this(busy, atOnce, PATIENCE, null);
  }

  /**
   * @param deadline ends the queries
   */
  public ConcurrencyLimit(String busy, int atOnce, CallerDeadline deadline) {
    this(busy, atOnce, PATIENCE, deadline);
  }

  ConcurrencyLimit(String busy, int atOnce, Duration patience) {
    this(busy, atOnce, patience, null);
  }

  private ConcurrencyLimit(
      String busy, int atOnce, Duration patience, @Nullable CallerDeadline deadline) {
    this.busy = busy;
    this.queryDeadline = deadline;
    this.workspaces = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  /** The waiting callers of one workspace. The queue is removed with the last of them. */
  private static final class Queue {
    private final Semaphore turn = new Semaphore(1, true);
    private int callers;
  }

  /**
   * The query that runs under the limit.
   *
   * @param <E> the exception that it throws
   */
  public interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  /**
   * @throws Problem if the caller waited too long, or at the deadline
   */
  public <T, E extends Exception> T take(WorkspaceId workspace, Reading<T, E> reading) throws E {
    Queue queue = join(workspace);
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      acquire(queue.turn, deadline);
      try {
        acquire(workspaces, deadline);
        try {
          return queryDeadline == null ? reading.read() : queryDeadline.within(reading::read);
        } finally {
          workspaces.release();
        }
      } finally {
        queue.turn.release();
      }
    } finally {
      leave(workspace);
    }
  }

  private void acquire(Semaphore semaphore, long deadline) {
    boolean acquired;
    try {
      acquired = semaphore.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      acquired = false;
    }
    if (!acquired) {
      throw Problems.UNAVAILABLE.problem(busy);
    }
  }

  private Queue join(WorkspaceId workspace) {
    return queues.compute(
        workspace.value(),
        (_, known) -> {
          Queue queue = known == null ? new Queue() : known;
          queue.callers++;
          return queue;
        });
  }

  private void leave(WorkspaceId workspace) {
    queues.computeIfPresent(
        workspace.value(),
        (_, queue) -> {
          queue.callers--;
          return queue.callers == 0 ? null : queue;
        });
  }
}
