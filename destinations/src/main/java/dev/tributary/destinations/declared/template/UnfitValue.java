package dev.tributary.destinations.declared.template;

import org.jspecify.annotations.Nullable;

/** A value of an item that cannot be in a request. The item is refused; the others are sent. */
public final class UnfitValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;
  private final boolean ofSettings;

  /**
   * @param field null if the value is not the one of a field
   * @param words without the value, because logs can have them
   */
  public UnfitValue(@Nullable String field, String words) {
    this(field, words, false);
  }

  private UnfitValue(@Nullable String field, String words, boolean ofSettings) {
    super(words, null, false, false);
    this.field = field;
    this.ofSettings = ofSettings;
  }

  /** A setting that cannot be in a request: no item of the batch can be sent. */
  public static UnfitValue ofSettings(String words) {
    return new UnfitValue(null, words, true);
  }

  /** Whether the fault is the one of the settings, and of no item. */
  public boolean isOfSettings() {
    return ofSettings;
  }

  public @Nullable String field() {
    return field;
  }

  public String words() {
    return String.valueOf(getMessage());
  }
}
