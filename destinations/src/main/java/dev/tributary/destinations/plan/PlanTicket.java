package dev.tributary.destinations.plan;

import dev.tributary.contracts.id.SyncId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The action that a plan was made for, and the facts from which the plan follows. The caller
 * carries it as a sealed ticket, so nothing is stored.
 *
 * @param action for which the plan was made
 * @param sync the id of the stored sync; null for a new one
 * @param draft the hash of the definition of the sync
 * @param basis the facts
 * @param counted when the counting ended, if this was in the background; else null: people are
 *     counted again when the plan is applied
 */
public record PlanTicket(
    Action action,
    @Nullable SyncId sync,
    String draft,
    PlanBasis basis,
    @Nullable Instant counted) {
  /** The action that a plan is for. */
  public enum Action {
    CREATE,
    CHANGE,
    RERUN
  }

  /** Whether the plan is for this action with this definition. */
  public boolean isFor(Action asked, @Nullable SyncId askedSync, String askedDraft) {
    return action == asked && draft.equals(askedDraft) && Objects.equals(sync, askedSync);
  }
}
