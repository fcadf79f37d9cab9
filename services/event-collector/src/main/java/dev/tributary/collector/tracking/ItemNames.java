package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemField;
import org.jspecify.annotations.Nullable;

/** Finds the field for a name without creating a text of it. */
final class ItemNames {
  private static final ItemField[] FIELDS = ItemField.values();

  private ItemNames() {}

  /** The field with the cursor's last name, or null for a name without a meaning. */
  static @Nullable ItemField last(JsonCursor cursor) {
    for (ItemField field : FIELDS) {
      if (cursor.textIs(field.jsonName())) {
        return field;
      }
    }
    return null;
  }
}
