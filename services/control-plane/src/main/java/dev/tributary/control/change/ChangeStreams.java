package dev.tributary.control.change;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All readers that follow changes at this instance. A reader gets the changes of its workspace
 * only. A message that arrives while nobody reads is dropped. Thread-safe.
 */
public final class ChangeStreams implements AutoCloseable {
  private final StreamLimits limits;
  private final Map<WorkspaceId, Set<ChangeReader>> readers = new HashMap<>();

  /**
   * @param limits of the readers; belongs to this object
   */
  public ChangeStreams(StreamLimits limits) {
    this.limits = limits;
  }

  /**
   * @param personalData whether the reader may read personal data
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public synchronized ChangeReader follow(WorkspaceId workspace, boolean personalData) {
    limits.acquire(workspace);
    ChangeReader reader = new ChangeReader(personalData);
    readers.computeIfAbsent(workspace, _ -> new HashSet<>()).add(reader);
    return reader;
  }

  /** Ends a reader. A second call for the same reader does nothing. */
  public synchronized void leave(WorkspaceId workspace, ChangeReader reader) {
    Set<ChangeReader> following = readers.get(workspace);
    if (following == null || !following.remove(reader)) {
      return;
    }
    if (following.isEmpty()) {
      readers.remove(workspace);
    }
    reader.end();
    limits.release(workspace);
  }

  /** Passes the changes of a message on. Never waits for a reader. */
  public void published(PublishedChanges message) {
    message.workspaces().forEach(this::changed);
  }

  /** Something has changed that all workspaces share. */
  public synchronized void changedInEachWorkspace(ChangeSubject subject) {
    List<ChangedObjects> changes = List.of(new ChangedObjects(subject, List.of()));
    readers.values().forEach(following -> following.forEach(reader -> reader.offer(changes)));
  }

  /** Whether this instance has a reader. */
  public synchronized boolean isFollowed() {
    return !readers.isEmpty();
  }

  private synchronized void changed(WorkspaceId workspace, List<ChangedObjects> changes) {
    readers.getOrDefault(workspace, Set.of()).forEach(reader -> reader.offer(changes));
  }

  /** Ends all readers, and waits a moment until they have left. */
  @Override
  public void close() {
    limits.close(this::endAll);
  }

  private synchronized void endAll() {
    readers.values().forEach(following -> following.forEach(ChangeReader::end));
  }
}
