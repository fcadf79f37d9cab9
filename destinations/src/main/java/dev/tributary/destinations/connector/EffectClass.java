package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The guarantee about the effects at a destination; docs/reference/connectors.md explains each
 * class.
 */
public enum EffectClass {
  /** Upsert by key: the newest version wins, unchanged records are not sent again. */
  A,
  /** Append with a deduplication key of the destination: once within its window. */
  B,
  /** Append without a deduplication key: at least once or at most once, chosen per destination. */
  C,
  /** A transactional store: exactly once. */
  D,
  /** A bulk job that gets its name before the upload, and is polled afterwards. */
  E;

  /** Whether it is safe to repeat an attempt that had no answer. */
  public boolean repeatable() {
    return this != C;
  }

  /**
   * Whether a repeat must have the same items as the attempt before: the key of the batch or the
   * name of the job, by which the destination recognises a repeat, stands for these items.
   */
  public boolean repeatsBatches() {
    return this == B || this == C || this == E;
  }

  @JsonValue
  public String wireName() {
    return name();
  }
}
