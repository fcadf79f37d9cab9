package dev.tributary.destinations.plan;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.sync.SyncSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is computed in the background.
 *
 * @param sync the id of the sync; a new one gets another id when it is created
 * @param syncVersion of the stored sync; 0 for a new one
 * @param spec the sync as it would be
 * @param pass how often people are read: 2 if some of them share a record
 * @param counted how many were read in this pass
 * @param about about how many people there are
 * @param result null if the plan is not done
 * @param words why it has ended without a result; else null
 * @param fence of the lease
 */
@RecordBuilder
public record PlanRun(
    String id,
    WorkspaceId workspace,
    Action action,
    SyncId sync,
    long syncVersion,
    SyncSpec spec,
    State state,
    int pass,
    long counted,
    long about,
    @Nullable PlanResult result,
    @Nullable String words,
    long fence) {
  /** Whether the plan is still computed. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
