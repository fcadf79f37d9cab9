package dev.tributary.control.change;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.OpenStreams;
import dev.tributary.runtime.threads.StreamLimits;
import java.util.List;

/**
 * All readers that follow changes at this instance. A reader gets the changes of its workspace
 * only. A message that arrives while nobody reads is dropped. Thread-safe.
 */
public final class ChangeStreams implements AutoCloseable {
  private final OpenStreams<ChangeReader> readers;

  /**
   * @param limits of the readers; belongs to this object
   */
  public ChangeStreams(StreamLimits limits) {
    readers = new OpenStreams<>(limits, ChangeReader::end);
  }

  /**
   * @param personalData whether the reader may read personal data
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public ChangeReader follow(WorkspaceId workspace, boolean personalData) {
    return readers.add(workspace, new ChangeReader(personalData));
  }

  /** Ends a reader. A second call for the same reader does nothing. */
  public void leave(WorkspaceId workspace, ChangeReader reader) {
    readers.leave(workspace, reader);
  }

  /** Passes the changes of a message on. Never waits for a reader. */
  public void published(PublishedChanges message) {
    message.workspaces().forEach(this::changed);
  }

  /** Something has changed that all workspaces share. */
  public void changedInEachWorkspace(ChangeSubject subject) {
    List<ChangedObjects> changes = List.of(new ChangedObjects(subject, List.of()));
    readers.forEach(reader -> reader.offer(changes));
  }

  /** Whether this instance has a reader. */
  public boolean isFollowed() {
    return !readers.isEmpty();
  }

  private void changed(WorkspaceId workspace, List<ChangedObjects> changes) {
    readers.forEach(workspace, reader -> reader.offer(changes));
  }

  /** Ends all readers, and waits a moment until they have left. */
  @Override
  public void close() {
    readers.close();
  }
}
