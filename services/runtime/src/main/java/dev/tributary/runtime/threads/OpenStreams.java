package dev.tributary.runtime.threads;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All streams that are open at this instance, by workspace, within {@link StreamLimits}. An action
 * runs with the lock, so a stream gets nothing after it has left: an action must be short, and must
 * not wait for a stream. Thread-safe.
 *
 * @param <S> a stream, which is only equal to itself
 */
public final class OpenStreams<S> implements AutoCloseable {
  private final StreamLimits limits;
  private final Consumer<? super S> end;
  private final Map<WorkspaceId, Set<S>> streams = new HashMap<>();

  /**
   * @param limits of the streams; belongs to this object
   * @param end ends a stream; called with the lock, and again if an ended stream leaves
   */
  public OpenStreams(StreamLimits limits, Consumer<? super S> end) {
    this.limits = limits;
    this.end = end;
  }

  /**
   * @param stream a new one
   * @return the stream
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public synchronized S add(WorkspaceId workspace, S stream) {
    // With the lock: close ends each stream that has passed the limits.
    limits.acquire(workspace);
    streams.computeIfAbsent(workspace, _ -> new HashSet<>()).add(stream);
    return stream;
  }

  /** Ends a stream. A second call for the same stream does nothing. */
  public synchronized void leave(WorkspaceId workspace, S stream) {
    Set<S> open = streams.get(workspace);
    if (open == null || !open.remove(stream)) {
      return;
    }
    if (open.isEmpty()) {
      streams.remove(workspace);
    }
    end.accept(stream);
    limits.release(workspace);
  }

  /** Does something with each stream of the workspace. */
  public synchronized void forEach(WorkspaceId workspace, Consumer<? super S> action) {
    streams.getOrDefault(workspace, Set.of()).forEach(action);
  }

  /** Does something with each stream of each workspace. */
  public synchronized void forEach(Consumer<? super S> action) {
    streams.values().forEach(open -> open.forEach(action));
  }

  public synchronized boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Ends all streams, and waits a moment until they have left. Allows no more streams. */
  @Override
  public void close() {
    limits.close(() -> forEach(end));
  }
}
