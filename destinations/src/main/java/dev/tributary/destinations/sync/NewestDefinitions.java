package dev.tributary.destinations.sync;

/** The definitions that the engine of this instance uses. Thread-safe. */
public interface NewestDefinitions {
  /** The newest catalogue that any caller has read. */
  Catalogue newest();
}
