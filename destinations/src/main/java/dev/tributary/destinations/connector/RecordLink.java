package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How records are linked with the records that one of their fields names, such as a deal with its
 * company. The engine searches for the named records, writes the batch without the items whose
 * named record is not found, and then links what it has written. A link that exists already is
 * linked again, so the request is idempotent. No link is removed.
 *
 * @param field names the other record
 * @param search finds the named records: the ids are those of the other records, and the refused
 *     items are those that cannot be linked. The vendor lacks the record of any other item
 * @param linking links written records
 */
public record RecordLink(String field, Protocol.FindThenWrite.Search search, Linking linking) {
  /**
   * A record and the one that it is linked with.
   *
   * @param item with the vendor's id
   * @param other the vendor's id of the other record
   */
  public record Pair(Item item, String other) {}

  /** Returns the call that links records, whose items are those of the pairs. Pure. */
  @FunctionalInterface
  public interface Linking {
    Call of(List<Pair> pairs);
  }

  /** Whether an item names another record. */
  public boolean isIn(Item item) {
    JsonNode value = item.fields().path(field);
    return !value.isNull() && !value.asText("").isBlank();
  }
}
