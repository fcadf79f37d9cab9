package dev.tributary.destinations.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an earlier delivery to a destination, for a person whose consent does not allow the
 * sync.
 *
 * @param row the row of the ledger that shows it
 * @param object the object at the destination, with what a removal does there
 */
public record Remainder(LedgerRow row, ObjectType object, RemovalStatus status) {

  /** The state of the record or the membership at the destination. */
  public enum RemovalStatus {
    /** The destination keeps it: no sync removes it. */
    STAYS,
    /** The destination has it until the removal that is on its way. */
    REMOVING,
    /** The destination has it, because its removal is stuck or stopped. */
    REMOVAL_STUCK,
    /** The destination has accepted the removal, or has received it and never confirms more. */
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
            object(facts.sync(), row)
                .map(object -> new Remainder(row, object, status(row, facts.halt())))
                .stream())
        .toList();
  }

  private static Optional<ObjectType> object(Sync sync, LedgerRow row) {
    return row.membership() ? Optional.ofNullable(sync.memberships()) : Optional.of(sync.object());
  }

  private static RemovalStatus status(LedgerRow row, @Nullable Halt halt) {
    if (row.presence() == Presence.ABSENT || (row.removal() && row.state().isDone())) {
      return RemovalStatus.REMOVED;
    }
    if (!row.removal()) {
      return RemovalStatus.STAYS;
    }
    return switch (row.state()) {
      case PENDING, RETRYING ->
          halt == null || halt.endsByItself()
              ? RemovalStatus.REMOVING
              : RemovalStatus.REMOVAL_STUCK;
      case IN_FLIGHT, SUBMITTED -> RemovalStatus.REMOVING;
      case UNCERTAIN, REJECTED, DEAD, WITHHELD -> RemovalStatus.REMOVAL_STUCK;
      case DELIVERED, ACCEPTED -> RemovalStatus.REMOVED;
    };
  }
}
