package dev.tributary.destinations.pacing;

import java.util.List;

/**
 * The state of the pace of an account. All times are milliseconds from now.
 *
 * @param held for how long nothing leaves, because the vendor has refused requests; 0 if it has not
 * @param connections of requests that have not ended
 * @param began since when there is a state; -1 if there is none
 * @param lost since when it is known that an earlier state is lost; -1 if none is known
 * @param budgets in the order of the question
 */
public record PaceReading(
    double held, int connections, double began, double lost, List<OfBudget> budgets) {
  /**
   * @param units that permits of the last window had, as far as the state is known. The window
   *     rolls: of the fixed window before the present one, the part that still counts is estimated
   * @param others what other programs have used, beyond the part that is left to them; 0 if nothing
   *     was learned within the last window
   * @param learned how long ago that was learned; -1 if it was not
   * @param held for how long no request of the budget can have a time; 0 if one can
   */
  public record OfBudget(double units, double others, double learned, double held) {}
}
