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
  /**
   * Records that are sent only in jobs ({@link Protocol.Job}): once. A job is not repeated while
   * the vendor may have it.
   */
  E;

  /** Whether a new run may compare a delivery again whose attempt had no answer. */
  public boolean repeatable() {
    return this != C;
  }

  @JsonValue
  public String wireName() {
    return name();
  }
}
