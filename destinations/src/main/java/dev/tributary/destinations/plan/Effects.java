package dev.tributary.destinations.plan;

/**
 * Changes at a destination.
 *
 * @param created records that no sync has sent; a destination may have them all the same
 * @param updated records that a sync has sent, with other content; in the mode {@code update-only}
 *     all records that are sent
 * @param removed records that are removed
 * @param unchanged records that the destination has already as they are desired
 * @param underway those of the created, updated and removed records that are due without the plan
 *     too: they wait, or are being sent
 */
public record Effects(long created, long updated, long removed, long unchanged, long underway) {
  public static final Effects NONE = new Effects(0, 0, 0, 0, 0);

  /** The number of records that are sent. */
  public long sent() {
    return created + updated + removed;
  }
}
