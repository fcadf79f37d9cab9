package dev.tributary.destinations.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of an earlier delivery to a destination, for a person whose consent does not allow
 * the sync.
 *
 * @param row the row of the ledger that shows it
 * @param object the object at the destination, with what a removal does there
 */
public record Remainder(LedgerRow row, ObjectType object, Fate fate) {

  public enum Fate {
    /** The destination keeps it: no sync removes it. */
    STAYS,
    /** The destination has it until the removal that is on its way. */
    REMOVING,
    /** The destination has it, because its removal is stuck. */
    REMOVAL_STUCK,
    /** The destination has accepted the removal. */
    REMOVED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** All that was delivered, or may have been; nothing if no delivery ever arrived. */
  static List<Remainder> of(SyncFacts facts) {
    return facts.rows().stream()
        .filter(row -> row.presence() != Presence.ABSENT || row.deliveredAt() != null)
        .flatMap(row ->
            object(facts.sync(), row).map(object -> new Remainder(row, object, fate(row))).stream())
        .toList();
  }

  private static Optional<ObjectType> object(Sync sync, LedgerRow row) {
    return row.membership() ? Optional.ofNullable(sync.memberships()) : Optional.of(sync.object());
  }

  private static Fate fate(LedgerRow row) {
    if (row.presence() == Presence.ABSENT) {
      return Fate.REMOVED;
    }
    if (!row.removal()) {
      return Fate.STAYS;
    }
    return switch (row.state()) {
      case PENDING, IN_FLIGHT, RETRYING -> Fate.REMOVING;
      case UNCERTAIN, REJECTED, DEAD, WITHHELD -> Fate.REMOVAL_STUCK;
      case DELIVERED -> Fate.REMOVED;
    };
  }
}
