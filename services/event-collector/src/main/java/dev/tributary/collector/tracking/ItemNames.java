package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemField;
import org.jspecify.annotations.Nullable;

/** Finds the field that a name stands for without making a text of it. */
final class ItemNames {
  private static final ItemField[] FIELDS = ItemField.values();

  private ItemNames() {}

  /** The field that the cursor's last name names, or null for one without a meaning. */
  static @Nullable ItemField last(JsonCursor cursor) {
    for (ItemField field : FIELDS) {
      if (cursor.textIs(field.jsonName())) {
        return field;
      }
    }
    return null;
  }
}
