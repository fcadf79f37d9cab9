package dev.tributary.destinations.connectors.hubspot;

import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's ids of two records that are associated. The vendor id of an association has both,
 * separated by a colon.
 */
record RecordPair(String from, String to) {
  /** The vendor id of an item whose association was removed, or that names no records. */
  private static final String NONE = "none";

  /** The pair that an earlier delivery of the item has associated; null if there is none. */
  static @Nullable RecordPair of(Item item) {
    String id = item.vendorId();
    String[] ids = id == null ? new String[0] : id.split(":", -1);
    return ids.length != 2 || ids[0].isBlank() || ids[1].isBlank()
        ? null
        : new RecordPair(ids[0], ids[1]);
  }

  /** The pair that the item names now; null if it names none. */
  static @Nullable RecordPair of(Resolved item) {
    List<String> ids = item.ids();
    return ids.size() == 2 ? new RecordPair(ids.get(0), ids.get(1)) : null;
  }

  Outcome delivered() {
    return new Outcome.Delivered(from + ":" + to);
  }

  /** The ledger forgets the former pair, so that it is not removed once more. */
  static Outcome removed() {
    return new Outcome.Delivered(NONE);
  }

  /**
   * The outcome of an item that should have no association, after its known pair was removed. If an
   * attempt had no answer, HubSpot can also have a pair that is not known.
   */
  static Outcome removed(Item item) {
    return item.uncertain() ? new Outcome.Accepted(NONE) : removed();
  }

  RecordPair reversed() {
    return new RecordPair(to, from);
  }
}
