package dev.tributary.destinations.connector;

import java.time.Instant;
import java.util.List;

/**
 * One request, and the items that it carries.
 *
 * @param request without credentials: the engine adds them
 * @param items at least one
 */
public record Call(Egress.Request request, List<Item> items, Reading reading) {

  /** Reads an answer. Pure: the same answer has the same outcomes. */
  @FunctionalInterface
  public interface Reading {
    /**
     * Returns one outcome per item of the call, in their order. An exception, or a list of another
     * length, counts as {@link Outcome.Ambiguous} for each item.
     *
     * @param answer whatever its status
     * @param now when the answer arrived, for answers that say how long to wait
     */
    List<Outcome> outcomes(Egress.Answer answer, Instant now);
  }
}
