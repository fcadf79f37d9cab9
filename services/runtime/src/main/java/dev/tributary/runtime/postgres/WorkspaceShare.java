package dev.tributary.runtime.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;

/**
 * Limits the connections that the requests of one workspace use at once, so that some are left for
 * other workspaces. Fair within a workspace. Thread-safe.
 */
final class WorkspaceShare {
  private final int most;
  private final Duration patience;
  private final Map<WorkspaceId, Places> workspaces = new ConcurrentHashMap<>();

  /** Bound while the thread has a place. A transaction within another has its connection. */
  private final ScopedValue<Boolean> held = ScopedValue.newInstance();

  /**
   * @param most the connections of a workspace
   * @param patience how long a request waits for one of them
   */
  WorkspaceShare(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  /** The places of one workspace. They are removed with the last request that has or wants one. */
  private static final class Places {
    private final Semaphore free;
    private int requests;

    Places(int most) {
      this.free = new Semaphore(most, true);
    }
  }

  /**
   * @throws ConnectionException if the workspace uses its share for too long
   */
  <T> T within(WorkspaceId workspace, Supplier<T> work) {
    if (held.isBound()) {
      return work.get();
    }
    Places places = join(workspace);
    try {
      acquire(places.free, workspace);
      try {
        return ScopedValue.where(held, true).call(work::get);
      } finally {
        places.free.release();
      }
    } finally {
      leave(workspace);
    }
  }

  private void acquire(Semaphore free, WorkspaceId workspace) {
    try {
      if (free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ConnectionException(
        new SQLTransientConnectionException(
            "The requests of %s use all of the %d connections of a workspace"
                .formatted(workspace, most)));
  }

  private Places join(WorkspaceId workspace) {
    return workspaces.compute(
        workspace,
        (_, known) -> {
          Places places = known == null ? new Places(most) : known;
          places.requests++;
          return places;
        });
  }

  private void leave(WorkspaceId workspace) {
    workspaces.computeIfPresent(
        workspace,
        (_, places) -> {
          places.requests--;
          return places.requests == 0 ? null : places;
        });
  }
}
