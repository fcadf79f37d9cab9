package dev.tributary.destinations.pacing;

/**
 * The answer to an {@link Ask}.
 *
 * @param granted whether the request may leave
 * @param millis when it may leave, or when to ask again, in milliseconds from now
 * @param grant where and when it was granted; {@link Grant#NONE} if it was not
 */
public record Decision(boolean granted, long millis, Grant grant) {
  /**
   * The pace that has counted the units of a permit.
   *
   * @param at when it did, by its clock, in milliseconds since 1970
   * @param alone whether only this instance has the pace: the shared one does not have the units
   */
  public record Grant(double at, boolean alone) {
    /** No pace has counted anything. */
    public static final Grant NONE = new Grant(0, false);
  }
}
