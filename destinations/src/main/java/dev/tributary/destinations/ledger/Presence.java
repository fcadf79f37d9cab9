package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a destination has a record, as far as the ledger knows. */
public enum Presence {
  /** The destination confirmed the record, and no removal of it since. */
  PRESENT,
  /** The destination never accepted the record, or confirmed its removal. */
  ABSENT,
  /**
   * The destination may have the record: an attempt has or had no answer, or the destination has
   * received the record or its removal, and never confirms more.
   */
  UNKNOWN;

  /**
   * @param deliveredHash of the content that the destination accepted last; null if it never
   *     accepted any
   * @param confirmed false if the destination only received this content
   * @param state of the delivery
   */
  public static Presence of(@Nullable String deliveredHash, boolean confirmed, State state) {
    if (deliveredHash != null && !confirmed) {
      return UNKNOWN;
    }
    return switch (deliveredHash) {
      case null -> notAccepted(state);
      case Content.ABSENT -> notAccepted(state);
      case Content.UNKNOWN -> UNKNOWN;
      default -> PRESENT;
    };
  }

  /** The destination may have a record that is being sent. */
  private static Presence notAccepted(State state) {
    return state.isUnderway() ? UNKNOWN : ABSENT;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
