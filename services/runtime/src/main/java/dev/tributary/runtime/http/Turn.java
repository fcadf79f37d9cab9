package dev.tributary.runtime.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits questions that read everyone of a workspace, because the loop needs its share of the
 * machine: one at a time per workspace, and a number of workspaces at once. A workspace's second
 * question waits for its first one, and never takes the place of another workspace. Fair, and safe
 * for use by several threads.
 */
public final class Turn {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore workspaces;
  private final Map<String, Queue> queues = new ConcurrentHashMap<>();
  private final Duration patience;
  private final String busy;

  /**
   * @param busy what to say to callers that waited in vain
   * @param atOnce how many workspaces may have a turn at the same time
   */
  public Turn(String busy, int atOnce) {
    this(busy, atOnce, PATIENCE);
  }

  Turn(String busy, int atOnce, Duration patience) {
    this.busy = busy;
    this.workspaces = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  /** The callers of one workspace; forgotten with the last of them. */
  private static final class Queue {
    private final Semaphore turn = new Semaphore(1, true);
    private int callers;
  }

  /**
   * @throws Problem if the turn does not come in time
   */
  public <T> T take(String workspace, Supplier<T> reading) {
    Queue queue = join(workspace);
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      acquire(queue.turn, deadline);
      try {
        acquire(workspaces, deadline);
        try {
          return reading.get();
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

  private Queue join(String workspace) {
    return queues.compute(
        workspace,
        (_, known) -> {
          Queue queue = known == null ? new Queue() : known;
          queue.callers++;
          return queue;
        });
  }

  private void leave(String workspace) {
    queues.computeIfPresent(
        workspace,
        (_, queue) -> {
          queue.callers--;
          return queue.callers == 0 ? null : queue;
        });
  }
}
