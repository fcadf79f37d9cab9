package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record at a destination, from which the fields to send follow. Immutable.
 *
 * @param hashes of the fields that the destination has accepted
 * @param valuesKnown false if the destination may have other values for them by now
 * @param confirmed false if the destination has only received them
 */
public record DeliveredFields(FieldHashes hashes, boolean valuesKnown, boolean confirmed) {
  private static final DeliveredFields NONE =
      new DeliveredFields(FieldHashes.NOTHING, false, false);

  /** Which fields of a record are sent. */
  public enum Selection {
    /** All fields. */
    ALL,
    /** The fields that differ from those that the destination has confirmed. */
    DIFFER_FROM_CONFIRMED,
    /** The same, and those that it has only received count as confirmed. */
    DIFFER_FROM_RECEIVED
  }

  /**
   * The fields according to a row of the ledger. A row whose content is the delivered content needs
   * no stored hashes.
   *
   * @param deliveredHash of the content at the destination, or null
   * @param confirmed false if the destination has only received this content
   * @param stored the hashes that the row has, or null
   * @param hash of the desired content
   * @param content the desired content
   */
  public static DeliveredFields of(
      @Nullable String deliveredHash,
      boolean confirmed,
      @Nullable FieldHashes stored,
      String hash,
      Content content) {
    if (deliveredHash == null || deliveredHash.equals(Content.ABSENT)) {
      return NONE;
    }
    if (stored != null) {
      return new DeliveredFields(stored, stored.describe(deliveredHash), confirmed);
    }
    return hash.equals(deliveredHash)
        ? new DeliveredFields(FieldHashes.of(content, hash), true, confirmed)
        : NONE;
  }

  /** Whether the destination has accepted a value for the field. */
  boolean hasValue(String field) {
    return hashes.hasValue(field);
  }

  /**
   * The fields to send. If no field has changed, the record is sent for another reason, so all
   * fields are sent.
   *
   * @param all the desired fields
   * @param selection whether unchanged fields are left out
   * @param setOnce fields that are left out if the destination has accepted a value for them
   */
  public ObjectNode toSend(ObjectNode all, Selection selection, Set<String> setOnce) {
    ObjectNode open = Json.MAPPER.createObjectNode();
    ObjectNode changed = Json.MAPPER.createObjectNode();
    all.properties()
        .forEach(field -> {
          if (setOnce.contains(field.getKey()) && hashes.hasValue(field.getKey())) {
            return;
          }
          open.set(field.getKey(), field.getValue());
          if (!hashes.has(field.getKey(), field.getValue())) {
            changed.set(field.getKey(), field.getValue());
          }
        });
    return leavesOut(selection) && !changed.isEmpty() ? changed : open;
  }

  private boolean leavesOut(Selection selection) {
    return valuesKnown
        && switch (selection) {
          case ALL -> false;
          case DIFFER_FROM_CONFIRMED -> confirmed;
          case DIFFER_FROM_RECEIVED -> true;
        };
  }
}
