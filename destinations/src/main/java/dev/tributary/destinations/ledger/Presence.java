package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a destination has a record, as far as the ledger knows. */
public enum Presence {
  /** The destination accepted the record, and no removal of it since. */
  PRESENT,
  /** The destination never accepted the record, or accepted its removal. */
  ABSENT,
  /** An attempt has or had no answer, so the destination may have the record. */
  UNKNOWN;

  /**
   * @param deliveredHash of the content that the destination accepted last; null if it never
   *     accepted any
   * @param state of the delivery
   */
  public static Presence of(@Nullable String deliveredHash, State state) {
    return switch (deliveredHash) {
      case null -> notAccepted(state);
      case Content.ABSENT -> notAccepted(state);
      case Content.UNKNOWN -> UNKNOWN;
      default -> PRESENT;
    };
  }

  /** The destination may have a record that is being sent. */
  private static Presence notAccepted(State state) {
    return state == State.IN_FLIGHT ? UNKNOWN : ABSENT;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
