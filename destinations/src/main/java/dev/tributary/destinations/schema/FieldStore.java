package dev.tributary.destinations.schema;

import java.time.Duration;
import java.util.Optional;

/**
 * Lists of fields that all instances share. While the database is away, nothing is found and
 * nothing is kept, and each instance reads for itself. Thread-safe.
 */
public interface FieldStore {
  /** Keeps nothing. */
  FieldStore NONE =
      new FieldStore() {
        @Override
        public Optional<FieldList> find(FieldKey key) {
          return Optional.empty();
        }

        @Override
        public boolean claim(FieldKey key, String reader, Duration time) {
          return true;
        }

        @Override
        public void release(FieldKey key, String reader) {
          // Nothing is claimed.
        }

        @Override
        public void save(FieldKey key, FieldList list) {
          // Nothing is kept.
        }
      };

  /** The newest list, also an expired one. */
  Optional<FieldList> find(FieldKey key);

  /**
   * Lets one reader of all instances begin.
   *
   * @param reader names the claim
   * @param time after which another one may begin although this one has not ended
   * @return false while another one reads
   */
  boolean claim(FieldKey key, String reader, Duration time);

  /** The reader has ended. The claim of another reader stays. */
  void release(FieldKey key, String reader);

  /** An older list does not replace a newer one. */
  void save(FieldKey key, FieldList list);
}
