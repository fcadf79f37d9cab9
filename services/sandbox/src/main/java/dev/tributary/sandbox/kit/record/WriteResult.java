package dev.tributary.sandbox.kit.record;

import dev.tributary.sandbox.kit.record.UniqueKeys.Key;

/** The result of one write to a {@link RecordStore}. */
public sealed interface WriteResult {
  record Created(StoredRecord record) implements WriteResult {}

  record Updated(StoredRecord record) implements WriteResult {}

  /**
   * The vendor answers as after a success, and stores nothing.
   *
   * @param record the record that the answer shows
   */
  record Dropped(StoredRecord record) implements WriteResult {}

  /** Another record holds the key. */
  record Taken(Key key, String holder) implements WriteResult {}

  /** No record has the id: it never existed, or is deleted or merged. */
  record Missing(String id) implements WriteResult {}

  /** The key was erased for good. */
  record Erased(Key key) implements WriteResult {}
}
