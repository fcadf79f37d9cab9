package dev.tributary.destinations.plan;

import dev.tributary.destinations.sync.Catalogue.Sync;

/** Computes what a sync would do, and changes nothing. Thread-safe. */
public interface PlanStore {
  /**
   * @param sync of an audience, of all profiles or of events; it need not be stored
   * @param rerun whether deliveries that wait for a user are sent again, as another run does
   */
  SyncPlan of(Sync sync, boolean rerun);
}
