package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Erases the records of a batch by each value under which the vendor may know them. */
final class ErasedBatch {
  private ErasedBatch() {}

  /**
   * @param sending erases one record for each item of a batch
   * @return one outcome per item, in the order of the batch: the first that is no success
   */
  static List<Outcome> send(Batch batch, Function<Batch, List<Outcome>> sending) {
    List<Outcome> outcomes = new ArrayList<>(sending.apply(batch));
    @Nullable Outcome unsent = BatchRun.unsentAfter(outcomes);
    List<List<String>> others = batch.items().stream().map(ErasedBatch::others).toList();
    int rounds = others.stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      List<Integer> indexes = new ArrayList<>();
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        if (round < others.get(i).size() && outcomes.get(i) instanceof Outcome.Delivered) {
          indexes.add(i);
          items.add(named(batch.items().get(i), others.get(i).get(round)));
        }
      }
      if (items.isEmpty()) {
        continue;
      }
      List<Outcome> result =
          unsent == null ? sending.apply(batch.part(items)) : batch.of(items).each(unsent);
      for (int i = 0; i < indexes.size(); i++) {
        if (!(result.get(i) instanceof Outcome.Delivered)) {
          outcomes.set(indexes.get(i), result.get(i));
        }
      }
      unsent = BatchRun.unsentAfter(result);
    }
    return List.copyOf(outcomes);
  }

  /** The values besides the one by which a removal names the item. */
  private static List<String> others(Item item) {
    String delivered = item.deliveredAs();
    String used = delivered == null ? item.matchValue() : delivered;
    return Stream.concat(Stream.of(item.matchValue()), item.formerMatchValues().stream())
        .distinct()
        .filter(value -> !value.equals(used))
        .toList();
  }

  private static Item named(Item item, String value) {
    return ItemBuilder.builder(item)
        .matchValue(value)
        .deliveredAs(null)
        .vendorId(null)
        .formerMatchValues(List.of())
        .build();
  }
}
