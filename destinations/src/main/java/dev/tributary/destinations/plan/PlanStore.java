package dev.tributary.destinations.plan;

import dev.tributary.destinations.sync.Catalogue.Sync;

/** Computes what a sync would do, and changes nothing. Thread-safe. */
public interface PlanStore {
  /**
   * @param sync need not be stored
   * @param rerun whether deliveries that wait for a user are sent again, as another run does
   * @throws dev.tributary.runtime.problem.Problem 409 if the rows of a model cannot be planned
   */
  SyncPlan of(Sync sync, boolean rerun);
}
