package dev.tributary.identity.stream;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the decisions of one workspace for all its readers at this instance. Thread-safe. */
final class Follower {
  private final DecisionLog log;
  private final WorkspaceId workspace;
  private final Set<StreamSubscriber> readers = new HashSet<>();
  private final Semaphore changes = new Semaphore(0);
  private @Nullable Cursor position;
  private boolean over;

  Follower(DecisionLog log, WorkspaceId workspace) {
    this.log = log;
    this.workspace = workspace;
  }

  /**
   * @param after the decisions that the reader has got already, or null to begin now
   * @return null if this follower has ended meanwhile
   */
  synchronized @Nullable StreamSubscriber join(StreamFilter filter, @Nullable Cursor after) {
    if (over) {
      return null;
    }
    if (position == null) {
      position = log.now(workspace);
    }
    StreamSubscriber reader = new StreamSubscriber(filter, position);
    if (after != null) {
      reader.offer(log.between(workspace, after, position), position);
    }
    readers.add(reader);
    return reader;
  }

  synchronized void leave(StreamSubscriber reader) {
    readers.remove(reader);
    reader.end();
  }

  /** Passes new decisions to the readers; false once there are no readers. */
  synchronized boolean advance() {
    if (over || readers.isEmpty() || position == null) {
      over = true;
      return false;
    }
    Cursor now = log.now(workspace);
    // The snapshot is unchanged where no transaction has written.
    DecisionBatch decisions =
        now.equals(position) ? DecisionBatch.NONE : log.between(workspace, position, now);
    for (StreamSubscriber reader : readers) {
      reader.offer(decisions, now);
    }
    position = now;
    return true;
  }

  /** There are decisions that no reader has got. */
  void changed() {
    if (changes.availablePermits() == 0) {
      changes.release();
    }
  }

  /** Waits for the next call of {@link #changed}, or for that long. */
  void awaitChange(Duration atMost) throws InterruptedException {
    boolean changed = changes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (changed) {
      // A change from now on wakes the next wait.
      changes.drainPermits();
    }
  }

  synchronized void end() {
    over = true;
    readers.forEach(StreamSubscriber::end);
    changes.release();
  }
}
