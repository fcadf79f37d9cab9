package dev.tributary.sandbox.kit.record;

import dev.tributary.sandbox.kit.record.UniqueKeys.Key;
import java.util.Optional;

/** The result of one write to a {@link RecordStore}. */
public sealed interface WriteResult {
  /** The record as the answer shows it; empty if the write was refused. */
  default Optional<StoredRecord> shown() {
    return switch (this) {
      case Created(var record) -> Optional.of(record);
      case Updated(var record) -> Optional.of(record);
      case Dropped(var record) -> Optional.of(record);
      case Taken(var key, var holder) -> Optional.empty();
      case Missing(var id) -> Optional.empty();
      case Erased(var key) -> Optional.empty();
    };
  }

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
