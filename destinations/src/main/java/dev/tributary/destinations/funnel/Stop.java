package dev.tributary.destinations.funnel;

import dev.tributary.destinations.ledger.State;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands who does not come all the way.
 *
 * @param missed the first step that they do not reach
 * @param code why, for machines
 * @param purpose which one they do not allow, where that is why
 * @param state of the deliveries that tell of it; null where there are none
 */
public record Stop(Step missed, String code, @Nullable String purpose, @Nullable State state) {
  /** The version of them that their membership rests on is still on its way to this service. */
  static final Stop UNDECIDED = new Stop(Step.IDENTIFIER, "undecided", null, null);

  static final Stop NO_IDENTIFIER = new Stop(Step.IDENTIFIER, "no-identifier", null, null);

  /** The record that their identifier names is another person's. */
  public static final Stop SHARED = new Stop(Step.SENT, "shared", null, null);

  static Stop consent(String purpose) {
    return new Stop(Step.CONSENT, "consent", purpose, State.WITHHELD);
  }

  /**
   * @param state any but {@link State#DELIVERED}
   */
  public static Stop of(State state) {
    Step missed =
        switch (state) {
          case PENDING, WITHHELD -> Step.SENT;
          case IN_FLIGHT, RETRYING, UNCERTAIN, REJECTED, DEAD, DELIVERED -> Step.ACCEPTED;
        };
    return new Stop(missed, state.wireName(), null, state);
  }
}
