package dev.tributary.destinations.plan;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.Optional;

/** The plans that are computed in the background, for users. Thread-safe. */
public interface PlanRuns {
  /**
   * Starts a plan.
   *
   * @param sync as it would be after the action, with its version
   * @param about about how many people there are
   * @return empty if another plan of the workspace is computed
   */
  Optional<PlanRun> start(Action action, Sync sync, long about);

  /** A plan that is computed, or that has ended less than 15 minutes ago. It is wanted still. */
  Optional<PlanRun> find(WorkspaceId workspace, String id);

  /** Ends a plan without a result. Returns false if it is not computed any more. */
  boolean cancel(WorkspaceId workspace, String id);
}
