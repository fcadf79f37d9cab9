package dev.tributary.control.change;

import dev.tributary.contracts.change.Changed;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * All readers that follow changes at this instance. A reader gets the changes of its workspace
 * only. A message that arrives while nobody reads is dropped. Thread-safe.
 */
public final class ChangeStreams implements AutoCloseable {
  private static final long LEAVING_SECONDS = 2;

  private final int allPlaces;
  private final int placesOfWorkspace;
  private final Semaphore places;
  private final Map<WorkspaceId, Set<ChangeReader>> readers = new HashMap<>();
  private boolean closed;

  /**
   * @param places how many readers may follow at the same time
   * @param placesOfWorkspace how many of them in one workspace
   */
  public ChangeStreams(int places, int placesOfWorkspace) {
    this.allPlaces = places;
    this.placesOfWorkspace = placesOfWorkspace;
    this.places = new Semaphore(places);
  }

  /**
   * @return empty if all places, or those of the workspace, are taken, or this instance is stopping
   */
  public synchronized Optional<ChangeReader> follow(WorkspaceId workspace) {
    int taken = readers.getOrDefault(workspace, Set.of()).size();
    if (closed || taken >= placesOfWorkspace || !places.tryAcquire()) {
      return Optional.empty();
    }
    ChangeReader reader = new ChangeReader();
    readers.computeIfAbsent(workspace, _ -> new HashSet<>()).add(reader);
    return Optional.of(reader);
  }

  /** Gives back the place of a reader, once, and ends the reader. */
  public synchronized void leave(WorkspaceId workspace, ChangeReader reader) {
    Set<ChangeReader> following = readers.get(workspace);
    if (following == null || !following.remove(reader)) {
      return;
    }
    if (following.isEmpty()) {
      readers.remove(workspace);
    }
    reader.end();
    places.release();
  }

  /** Passes the changes of a message on. Never waits for a reader. */
  public void published(PublishedChanges message) {
    message.workspaces().forEach(this::changed);
  }

  private synchronized void changed(WorkspaceId workspace, List<Changed> changes) {
    readers.getOrDefault(workspace, Set.of()).forEach(reader -> reader.offer(changes));
  }

  /** Ends all readers, and waits a moment until they have left. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      readers.values().forEach(following -> following.forEach(ChangeReader::end));
    }
    try {
      boolean allLeft = places.tryAcquire(allPlaces, LEAVING_SECONDS, TimeUnit.SECONDS);
      if (allLeft) {
        places.release(allPlaces);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
