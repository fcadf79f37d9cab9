package dev.tributary.destinations.declared.template;

import org.jspecify.annotations.Nullable;

/** A value of an item that cannot be in a request. The item is refused; the others are sent. */
public final class UnfitValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * @param field null if the value is not the one of a field
   * @param words without the value, because logs can have them
   */
  public UnfitValue(@Nullable String field, String words) {
    super(words, null, false, false);
    this.field = field;
  }

  public @Nullable String field() {
    return field;
  }

  public String words() {
    return String.valueOf(getMessage());
  }
}
