package dev.tributary.identity.stream;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All readers that follow decisions at this instance. A call of {@link #changed} makes the stream
 * read the store, at most once per interval and workspace for any number of readers. Not every
 * decision changes a profile, so the stream also reads the store after a time without such a call.
 * Where the store cannot be read, the readers end and may come again with their cursor.
 * Thread-safe.
 */
public final class EventStream implements AutoCloseable {
  private static final long LEAVING_SECONDS = 2;

  private final DecisionLog log;
  private final Duration interval;
  private final Duration quiet;
  private final int allPlaces;
  private final int placesOfWorkspace;
  private final Semaphore places;
  private final Map<WorkspaceId, Integer> taken = new ConcurrentHashMap<>();
  private final Map<WorkspaceId, Follower> followers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param interval the shortest time between two reads of the store
   * @param quiet the longest time, without a change
   * @param places how many readers may follow at the same time
   * @param placesOfWorkspace how many of them in one workspace
   */
  public EventStream(
      DecisionLog log, Duration interval, Duration quiet, int places, int placesOfWorkspace) {
    this.log = log;
    this.interval = interval;
    this.quiet = quiet;
    this.allPlaces = places;
    this.placesOfWorkspace = placesOfWorkspace;
    this.places = new Semaphore(places);
  }

  /**
   * @param after the decisions that the reader has got already, or null to begin now
   * @return empty if all places, or those of the workspace, are taken, or this instance is stopping
   */
  public Optional<Reader> follow(
      WorkspaceId workspace, StreamFilter filter, @Nullable Cursor after) {
    if (closed || !take(workspace)) {
      return Optional.empty();
    }
    try {
      Reader reader = null;
      while (reader == null) {
        reader = followers.computeIfAbsent(workspace, this::start).join(filter, after);
      }
      return Optional.of(reader);
    } catch (RuntimeException e) {
      giveBack(workspace);
      throw e;
    }
  }

  /** Gives back the place of a reader, once, and ends the reader. */
  public void leave(WorkspaceId workspace, Reader reader) {
    giveBack(workspace);
    Follower follower = followers.get(workspace);
    if (follower != null) {
      follower.leave(reader);
    }
  }

  /** A profile of this workspace has changed, at any instance. Never blocks. */
  public void changed(WorkspaceId workspace) {
    Follower follower = followers.get(workspace);
    if (follower != null) {
      follower.changed();
    }
  }

  private boolean take(WorkspaceId workspace) {
    if (!places.tryAcquire()) {
      return false;
    }
    if (taken.merge(workspace, 1, Integer::sum) > placesOfWorkspace) {
      giveBack(workspace);
      return false;
    }
    return true;
  }

  private void giveBack(WorkspaceId workspace) {
    taken.computeIfPresent(workspace, (_, number) -> number == 1 ? null : number - 1);
    places.release();
  }

  private Follower start(WorkspaceId workspace) {
    Follower follower = new Follower(log, workspace);
    Thread.ofVirtual().name("event-stream-" + workspace).start(() -> run(workspace, follower));
    return follower;
  }

  private void run(WorkspaceId workspace, Follower follower) {
    try {
      do {
        Thread.sleep(interval);
        follower.awaitChange(quiet);
      } while (!closed && follower.advance());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unreadable) {
      // Readers end below. A reader that comes again reads the store itself, and gets its error.
    } finally {
      followers.remove(workspace, follower);
      follower.end();
    }
  }

  /** Ends all readers, and waits a moment until they have left. */
  @Override
  public void close() {
    closed = true;
    followers.values().forEach(Follower::end);
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
