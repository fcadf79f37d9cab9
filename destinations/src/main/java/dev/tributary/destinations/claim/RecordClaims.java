package dev.tributary.destinations.claim;

import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Target;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a record of a vendor that a further match field has found to one item only. Until the item
 * has written its match value, and until searches show this value, the claim keeps other items from
 * the same record, also those of other batches and instances. A claim is kept for a day after it was
 * last taken. Thread-safe.
 */
@FunctionalInterface
public interface RecordClaims {
  /** Gives each record to the item that asks for it, where no other process sends. */
  RecordClaims NONE = (target, object, records) -> Optional.of(Set.copyOf(records.keySet()));

  /**
   * Takes records for items. An item that has its record already keeps it.
   *
   * @param target the destination
   * @param object of the batch
   * @param records the vendor's ids, by {@link Item#delivery}; each id once
   * @return the items that have their record now, by {@link Item#delivery}; empty if that is not
   *     known, because the store of the claims is away
   */
  Optional<Set<String>> take(Target target, String object, Map<String, String> records);
}
