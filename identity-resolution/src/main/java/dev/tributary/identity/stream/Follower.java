package dev.tributary.identity.stream;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the decisions of one workspace for all its readers at this instance. Thread-safe. */
final class Follower {
  private final DecisionLog log;
  private final WorkspaceId workspace;
  private final Set<Reader> readers = new HashSet<>();
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
  synchronized @Nullable Reader join(StreamFilter filter, @Nullable Cursor after) {
    if (over) {
      return null;
    }
    if (position == null) {
      position = log.now(workspace);
    }
    Reader reader = new Reader(filter, position);
    if (after != null) {
      reader.offer(log.between(workspace, after, position), position);
    }
    readers.add(reader);
    return reader;
  }

  synchronized void leave(Reader reader) {
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
    for (Reader reader : readers) {
      reader.offer(decisions, now);
    }
    position = now;
    return true;
  }

  synchronized void end() {
    over = true;
    readers.forEach(Reader::end);
  }
}
