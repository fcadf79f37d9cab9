package dev.tributary.destinations.explain;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger that belongs to a person.
 *
 * @param sync the sync that changed it last
 * @param matchValue of a record; of a list membership, its key
 * @param membership whether it is a membership of a list, not the record itself
 * @param removal whether the destination should not have the record
 * @param reason why the delivery is stuck, as a code
 * @param words the destination's own text, or the purpose of a row that is withheld
 * @param notBefore when the next attempt is due; null for a membership that waits until its record
 *     has an id at the vendor
 * @param deliveredAt when the destination last accepted the record or its removal; null if it never
 *     did
 * @param confirmed false if the destination only received it then
 * @param presence whether the destination has the record
 */
@RecordBuilder
public record LedgerRow(
    String id,
    SyncId sync,
    String matchValue,
    boolean membership,
    boolean removal,
    State state,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String words,
    @Nullable Instant notBefore,
    Instant desiredAt,
    Instant changedAt,
    @Nullable Instant deliveredAt,
    boolean confirmed,
    Presence presence) {

  @Nullable VendorText text() {
    return words == null ? null : new VendorText(words, changedAt);
  }
}
