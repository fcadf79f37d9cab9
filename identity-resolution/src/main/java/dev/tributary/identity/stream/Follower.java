package dev.tributary.identity.stream;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one workspace's decisions for all who follow it here. Thread-safe. */
final class Follower {
  private final DecisionLog log;
  private final String workspace;
  private final Set<Reader> readers = new HashSet<>();
  private @Nullable Cursor told;
  private boolean over;

  Follower(DecisionLog log, String workspace) {
    this.log = log;
    this.workspace = workspace;
  }

  /**
   * @param after what the reader has been told already, or null to begin now
   * @return null if this follower has ended meanwhile
   */
  synchronized @Nullable Reader join(Wanted wanted, @Nullable Cursor after) {
    if (over) {
      return null;
    }
    if (told == null) {
      told = log.now(workspace);
    }
    Reader reader = new Reader(wanted, told);
    if (after != null) {
      reader.offer(log.between(workspace, after, told), told);
    }
    readers.add(reader);
    return reader;
  }

  synchronized void leave(Reader reader) {
    readers.remove(reader);
  }

  /** Tells what is new; false once nobody follows. */
  synchronized boolean advance() {
    if (over || readers.isEmpty() || told == null) {
      over = true;
      return false;
    }
    Cursor now = log.now(workspace);
    // Where nothing was written at all, the snapshot is the same.
    Decisions decisions = now.equals(told) ? Decisions.NONE : log.between(workspace, told, now);
    for (Reader reader : readers) {
      reader.offer(decisions, now);
    }
    told = now;
    return true;
  }

  synchronized void end() {
    over = true;
    readers.forEach(Reader::end);
  }
}
