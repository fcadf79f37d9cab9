package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemField;
import dev.tributary.contracts.event.ItemFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, after reading.
 *
 * @param envelope the common fields of all items: an object of {@code context}, {@code
 *     integrations} and {@code sentAt} as sent
 * @param envelopeFields the same fields, read
 * @param sender the sender in the envelope's context
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrackingRequest(
    byte[] envelope, ItemFields envelopeFields, Sender sender, List<Item> items) {

  /** The write key in the body: the envelope's, or the first item's. */
  public @Nullable String writeKey() {
    String ofEnvelope = envelopeFields.text(ItemField.WRITE_KEY);
    if (ofEnvelope != null) {
      return ofEnvelope;
    }
    for (Item item : items) {
      String ofItem = item.fields().text(ItemField.WRITE_KEY);
      if (ofItem != null) {
        return ofItem;
      }
    }
    return null;
  }
}
