package dev.tributary.identity.stream;

/** The store's record of decisions. Thread-safe. */
public interface DecisionLog {
  Cursor now(String workspace);

  /** What {@code to} includes and {@code from} does not; bounded. */
  Decisions between(String workspace, Cursor from, Cursor to);
}
