package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a destination lets us promise about effects; docs/reference/connectors.md explains each. */
public enum EffectClass {
  /** Upsert by key: the newest version wins, unchanged records are not sent again. */
  A,
  /** Append with the destination's own dedup key: once within its window. */
  B,
  /** Append without one: at least once or at most once, chosen per destination. */
  C,
  /** A transactional store: exactly once. */
  D,
  /** A bulk job that is named before the upload, then polled. */
  E;

  /** Whether an attempt without an answer may simply be repeated. */
  public boolean repeatable() {
    return this != C;
  }

  @JsonValue
  public String wireName() {
    return name();
  }
}
