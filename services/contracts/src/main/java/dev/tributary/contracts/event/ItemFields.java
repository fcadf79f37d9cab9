package dev.tributary.contracts.event;

import org.jspecify.annotations.Nullable;

/**
 * The {@link ItemField}s of one item, from any parser. If a field occurs twice, the last one
 * counts. Mutable, for one thread.
 */
public final class ItemFields {
  private static final ItemField[] FIELDS = ItemField.values();

  private final JsonKind[] kinds = new JsonKind[FIELDS.length];
  private final @Nullable String[] texts = new @Nullable String[FIELDS.length];

  public ItemFields() {
    clear();
  }

  /**
   * @param text a text's characters, or a number as it was written; ignored for other kinds
   */
  public void set(ItemField field, JsonKind kind, @Nullable String text) {
    kinds[field.ordinal()] = kind;
    texts[field.ordinal()] = kind == JsonKind.TEXT || kind == JsonKind.NUMBER ? text : null;
  }

  public void clear() {
    java.util.Arrays.fill(kinds, JsonKind.NULL);
    java.util.Arrays.fill(texts, null);
  }

  /** A text, or a number as it was written; null where the field is absent, null or empty. */
  public @Nullable String text(ItemField field) {
    String text = texts[field.ordinal()];
    return text == null || text.isEmpty() ? null : text;
  }

  JsonKind kind(ItemField field) {
    return kinds[field.ordinal()];
  }

  /** The first field whose value has a kind that the field does not allow, or null. */
  @Nullable ItemField ofWrongKind() {
    for (ItemField field : FIELDS) {
      if (!field.accepts(kinds[field.ordinal()])) {
        return field;
      }
    }
    return null;
  }
}
