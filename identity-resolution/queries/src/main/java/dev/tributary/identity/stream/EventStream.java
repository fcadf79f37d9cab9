package dev.tributary.identity.stream;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All subscribers that follow decisions at this instance. A call of {@link #published} makes the
 * feed of a workspace read the store, once for any number of subscribers. A workspace without a
 * subscriber has no feed, and nothing is read for it. Where the store cannot be read, the
 * subscribers end and may come again with their cursor. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
  private final DecisionLog log;
  private final StreamPace pace;
  private final StreamLimits limits;
  private final Map<WorkspaceId, WorkspaceFeed> feeds = new ConcurrentHashMap<>();

  /**
   * @param limits of the subscribers; belongs to this object
   */
  public EventStream(DecisionLog log, StreamPace pace, StreamLimits limits) {
    this.log = log;
    this.pace = pace;
    this.limits = limits;
  }

  /**
   * @param after the decisions that the subscriber has got already, or null to begin now
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public StreamSubscriber follow(
      WorkspaceId workspace, StreamFilter filter, @Nullable Cursor after) {
    limits.acquire(workspace);
    try {
      StreamSubscriber subscriber = null;
      while (subscriber == null) {
        subscriber = feeds.computeIfAbsent(workspace, this::feed).join(filter, after);
      }
      if (limits.closed()) {
        endAll();
      }
      return subscriber;
    } catch (RuntimeException e) {
      limits.release(workspace);
      throw e;
    }
  }

  /** Ends a subscriber. Called once for each subscriber. */
  public void leave(WorkspaceId workspace, StreamSubscriber subscriber) {
    limits.release(workspace);
    subscriber.leave();
    WorkspaceFeed feed = feeds.get(workspace);
    if (feed != null) {
      feed.leave(subscriber);
    }
  }

  /** Wakes the feeds of the workspaces that have new decisions, at any instance. Never blocks. */
  public void published(PublishedChanges message) {
    message
        .workspaces()
        .forEach((workspace, changes) -> {
          WorkspaceFeed feed = feeds.get(workspace);
          if (feed != null && changes.stream().anyMatch(EventStream::isOfEvents)) {
            feed.changed();
          }
        });
  }

  private static boolean isOfEvents(ChangedObjects change) {
    return change.subject() == ChangeSubject.EVENTS;
  }

  private WorkspaceFeed feed(WorkspaceId workspace) {
    return new WorkspaceFeed(workspace, log, pace, ended -> feeds.remove(ended.workspace(), ended));
  }

  private void endAll() {
    feeds.values().forEach(WorkspaceFeed::end);
  }

  /** Ends all subscribers, and waits a moment until they have left. */
  @Override
  public void close() {
    limits.close(this::endAll);
  }
}
