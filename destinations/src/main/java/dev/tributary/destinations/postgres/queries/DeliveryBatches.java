package dev.tributary.destinations.postgres.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;

/** Changes any number of deliveries in one transaction, some thousand with each statement. */
final class DeliveryBatches {
  static final int AT_ONCE = 5_000;

  private DeliveryBatches() {}

  /**
   * @param ids finds the ids; the database keeps the result, and sends it in parts
   * @param change changes the deliveries with these ids that still qualify, and returns how many
   * @return how many were changed
   */
  static int change(Query ids, ToIntFunction<List<String>> change) {
    int changed = 0;
    List<String> batch = new ArrayList<>();
    try (ResultIterator<String> all = ids.setFetchSize(AT_ONCE).mapTo(String.class).iterator()) {
      while (all.hasNext()) {
        batch.add(all.next());
        if (batch.size() == AT_ONCE || !all.hasNext()) {
          changed += change.applyAsInt(batch);
          batch.clear();
        }
      }
    }
    return changed;
  }
}
