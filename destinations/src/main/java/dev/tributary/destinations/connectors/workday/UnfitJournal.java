package dev.tributary.destinations.connectors.workday;

import org.jspecify.annotations.Nullable;

/** A record that cannot be a journal. It is refused before anything is sent. */
final class UnfitJournal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * @param field of the object; null if it is none
   * @param words without the value, because logs can have them
   */
  UnfitJournal(@Nullable String field, String words) {
    super(words, null, false, false);
    this.field = field;
  }

  @Nullable String field() {
    return field;
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
