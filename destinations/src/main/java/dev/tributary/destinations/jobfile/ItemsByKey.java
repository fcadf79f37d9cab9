package dev.tributary.destinations.jobfile;

import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer.Result;
import dev.tributary.destinations.connector.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the item that a result names. Immutable.
 *
 * <p>The key of an item must be the same when the result is read as when the item was sent: its
 * match value, its delivery or its position, and no field.
 */
public final class ItemsByKey {
  private final Map<String, String> deliveries;

  private ItemsByKey(Map<String, String> deliveries) {
    this.deliveries = deliveries;
  }

  /**
   * @param key a key that several items have names none of them; null for an item without a key
   */
  public static ItemsByKey of(List<Item> items, Function<Item, @Nullable String> key) {
    Map<String, String> deliveries = new HashMap<>();
    Set<String> several = new HashSet<>();
    for (Item item : items) {
      String value = key.apply(item);
      if (value != null && deliveries.putIfAbsent(value, item.delivery()) != null) {
        several.add(value);
      }
    }
    several.forEach(deliveries::remove);
    return new ItemsByKey(deliveries);
  }

  /** Items by their index in the submission. */
  public static ItemsByKey ofPositions(List<Item> items) {
    return of(items, item -> item.position() == null ? null : Integer.toString(item.position()));
  }

  /** The result of the item with this key; empty if none of the items has it. */
  public Optional<Result> result(String key, Outcome outcome) {
    return Optional.ofNullable(deliveries.get(key)).map(delivery -> new Result(delivery, outcome));
  }
}
