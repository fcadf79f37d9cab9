package dev.tributary.destinations.plan;

import dev.tributary.destinations.sync.Catalogue.Sync;

/** Computes what a sync would do, and changes nothing. Thread-safe. */
public interface PlanStore {
  /**
   * @param sync need not be stored
   * @param rerun whether deliveries that wait for a user are sent again, as another run does
   * @throws dev.tributary.runtime.problem.Problem 409 if the rows of a model cannot be planned
   */
  default SyncPlan of(Sync sync, boolean rerun) {
    return of(sync, rerun, Progress.NONE);
  }

  /**
   * @param progress gets the number of people so far
   */
  SyncPlan of(Sync sync, boolean rerun, Progress progress);

  /** About how many people a sync has; 0 if its source has no people. */
  long about(Sync sync);

  /** The progress of a plan. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (pass, counted) -> {};

    /**
     * Is called often, and may throw to end the plan.
     *
     * @param pass 1 while people are read for the first time
     * @param counted how many people were read in this pass
     */
    void at(int pass, long counted);
  }
}
