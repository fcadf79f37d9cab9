package dev.tributary.destinations.funnel;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.ledger.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person that a sync concerns.
 *
 * @param state null while this service does not know the person
 * @param decided whether the version of the person is stored that decided the membership
 * @param rows the ledger's rows of the person in the space that the sync writes to
 */
public record Member(@Nullable ProfileState state, boolean decided, List<Row> rows) {

  /**
   * @param matchValue of a record; of a list membership, its key
   * @param membership whether it is a membership of a list, not the record itself
   * @param held whether it waits until its record has an id at the vendor
   */
  public record Row(String matchValue, boolean membership, State state, boolean held) {}
}
