package dev.tributary.destinations.ledger;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * The key of a row of the ledger.
 *
 * @param space the space in which the value alone identifies a record, as the connector defines it
 * @param value the match value; of a membership, the sync and the member's delivery; of an event,
 *     the event and the sync
 */
public record RecordKey(
    WorkspaceId workspace, DestinationId destination, String space, String value) {

  /** The key in the same space with another match value. */
  public RecordKey named(String other) {
    return new RecordKey(workspace, destination, space, other);
  }
}
