package dev.tributary.destinations.funnel;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.ledger.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a sync is about.
 *
 * @param state null while nothing of them is known here
 * @param decided whether the version is held that their membership rests on
 * @param rows what the ledger has of them where the sync writes
 */
public record Member(@Nullable ProfileState state, boolean decided, List<Row> rows) {

  /**
   * @param matchValue of a record; of a list membership its key
   * @param membership of a list, not the record itself
   * @param held it waits until its record has an id at the vendor
   */
  public record Row(String matchValue, boolean membership, State state, boolean held) {}
}
