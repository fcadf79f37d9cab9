package dev.tributary.control.pipeline;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Limits how many callers of one workspace wait at a time: each of them reads the log and asks the
 * services again and again. Thread-safe.
 */
final class ConcurrentWaits {
  private static final int MOST = 20;

  private final Map<WorkspaceId, Integer> waiting = new ConcurrentHashMap<>();

  /**
   * Runs a wait.
   *
   * @throws TooManyWaits if the workspace has too many of them
   */
  <T> T run(WorkspaceId workspace, Supplier<T> wait) {
    begin(workspace);
    try {
      return wait.get();
    } finally {
      waiting.computeIfPresent(workspace, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private void begin(WorkspaceId workspace) {
    waiting.compute(
        workspace,
        (_, count) -> {
          int before = count == null ? 0 : count;
          if (before >= MOST) {
            throw new TooManyWaits(MOST);
          }
          return before + 1;
        });
  }
}
