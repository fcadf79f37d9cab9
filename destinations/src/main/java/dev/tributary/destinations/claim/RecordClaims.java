package dev.tributary.destinations.claim;

import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a record of a vendor that a further match field has found to one item only. Until the item
 * has written its match value, and until searches show this value, the claim keeps other items from
 * the same record, also those of other batches and instances. The value of a further match field is
 * claimed as well while a record with it is created. Thread-safe.
 */
public interface RecordClaims {
  /** Gives each item all that it asks for, where no other process sends. */
  RecordClaims NONE =
      new RecordClaims() {
        @Override
        public Optional<Set<String>> take(
            Target target, String space, Map<String, String> asked, Duration kept) {
          return Optional.of(Set.copyOf(asked.keySet()));
        }

        @Override
        public void free(Target target, String space, Map<String, String> held) {
          // Nothing is kept.
        }
      };

  /**
   * Takes records or values for items. An item that has a claim already keeps it, and it begins
   * again.
   *
   * @param target the destination
   * @param space of the records, in which an id of the vendor is unique
   * @param asked the items, by what they ask for: a record or a value, in the words of the caller.
   *     An item is named by its {@link Item#delivery}
   * @param kept for how long a claim keeps others away
   * @return what the items have now, of {@code asked}; empty if that is not known, because the
   *     store of the claims is away
   */
  Optional<Set<String>> take(Target target, String space, Map<String, String> asked, Duration kept);

  /**
   * Gives back what items have taken, because they were not written. If the store is away, the
   * claims end by themselves.
   *
   * @param held the items, by what they give back
   */
  void free(Target target, String space, Map<String, String> held);
}
