package dev.tributary.identity.stream;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All readers that follow decisions at this instance. A call of {@link #published} makes the stream
 * read the store, at most once per interval and workspace for any number of readers. Not every
 * decision is published, so the stream also reads the store after a time without such a call. Where
 * the store cannot be read, the readers end and may come again with their cursor. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
  private final DecisionLog log;
  private final Duration interval;
  private final Duration quiet;
  private final StreamLimits limits;
  private final Map<WorkspaceId, Follower> followers = new ConcurrentHashMap<>();

  /**
   * @param interval the shortest time between two reads of the store
   * @param quiet the longest time, without a change
   * @param limits of the readers; belongs to this object
   */
  public EventStream(DecisionLog log, Duration interval, Duration quiet, StreamLimits limits) {
    this.log = log;
    this.interval = interval;
    this.quiet = quiet;
    this.limits = limits;
  }

  /**
   * @param after the decisions that the reader has got already, or null to begin now
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public StreamSubscriber follow(
      WorkspaceId workspace, StreamFilter filter, @Nullable Cursor after) {
    limits.acquire(workspace);
    try {
      StreamSubscriber reader = null;
      while (reader == null) {
        reader = followers.computeIfAbsent(workspace, this::start).join(filter, after);
      }
      return reader;
    } catch (RuntimeException e) {
      limits.release(workspace);
      throw e;
    }
  }

  /** Ends a reader. Called once for each reader. */
  public void leave(WorkspaceId workspace, StreamSubscriber reader) {
    limits.release(workspace);
    Follower follower = followers.get(workspace);
    if (follower != null) {
      follower.leave(reader);
    }
  }

  /** Wakes the readers of the workspaces that have new decisions, at any instance. Never blocks. */
  public void published(PublishedChanges message) {
    message
        .workspaces()
        .forEach((workspace, changes) -> {
          Follower follower = followers.get(workspace);
          if (follower != null && changes.stream().anyMatch(EventStream::isOfEvents)) {
            follower.changed();
          }
        });
  }

  private static boolean isOfEvents(ChangedObjects change) {
    return change.subject() == ChangeSubject.EVENTS;
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
      } while (!limits.closed() && follower.advance());
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
    limits.close(() -> followers.values().forEach(Follower::end));
  }
}
