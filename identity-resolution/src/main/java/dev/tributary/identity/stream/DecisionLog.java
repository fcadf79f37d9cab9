package dev.tributary.identity.stream;

/** The store's record of decisions. Thread-safe. */
public interface DecisionLog {
  Cursor now(String workspace);

  /** The decisions after {@code from}, up to and including {@code to}; bounded. */
  DecisionBatch between(String workspace, Cursor from, Cursor to);
}
