package dev.tributary.destinations.ledger;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /**
   * The other match values by which the destination knows the record, or may know it, oldest first.
   *
   * @param deliveredAs the match value of the last confirmed answer; null for none
   * @param formerKeys those of later attempts
   */
  public List<String> others(@Nullable String deliveredAs, List<String> formerKeys) {
    return Stream.concat(Stream.ofNullable(deliveredAs), formerKeys.stream())
        .filter(other -> !other.equals(value))
        .distinct()
        .toList();
  }
}
