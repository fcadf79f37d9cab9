package dev.tributary.destinations.explain;

/** Whether a sync concerns a person. */
public enum Membership {
  /** The person is in the audience of the sync, or the sync takes all people. */
  INSIDE,
  OUTSIDE,
  /**
   * The newest change of the membership was decided by a version of the person that has not arrived
   * at this service yet.
   */
  UNDECIDED
}
