package dev.tributary.destinations.funnel;

import dev.tributary.destinations.ledger.State;
import org.jspecify.annotations.Nullable;

/**
 * Where a person stops before the last step.
 *
 * @param missed the first step that the person does not reach
 * @param code the reason, for programs
 * @param purpose the purpose that is not allowed, if this is the reason
 * @param state of the deliveries that show it; null where there are none
 */
public record FunnelStop(
    Step missed, String code, @Nullable String purpose, @Nullable State state) {
  /**
   * The membership was decided by a version of the person that has not arrived at this service yet.
   */
  static final FunnelStop UNDECIDED = new FunnelStop(Step.IDENTIFIER, "undecided", null, null);

  static final FunnelStop NO_IDENTIFIER =
      new FunnelStop(Step.IDENTIFIER, "no-identifier", null, null);

  /** The record with the person's match value belongs to another person. */
  public static final FunnelStop SHARED = new FunnelStop(Step.SENT, "shared", null, null);

  static FunnelStop consent(String purpose) {
    return new FunnelStop(Step.CONSENT, "consent", purpose, State.WITHHELD);
  }

  /**
   * @param state any that is not done
   */
  public static FunnelStop of(State state) {
    Step missed =
        switch (state) {
          case PENDING, WITHHELD -> Step.SENT;
          case IN_FLIGHT, SUBMITTED, RETRYING, UNCERTAIN, REJECTED, DEAD, DELIVERED, ACCEPTED ->
              Step.ACCEPTED;
        };
    return new FunnelStop(missed, state.wireName(), null, state);
  }
}
