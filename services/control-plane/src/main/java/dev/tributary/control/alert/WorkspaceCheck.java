package dev.tributary.control.alert;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Checks workspaces: stores the facts of the services, and applies the rules to them. */
public final class WorkspaceCheck {
  private static final System.Logger LOG = System.getLogger(WorkspaceCheck.class.getName());

  private final AlertStore store;
  private final AlertReconciliation judging;

  public WorkspaceCheck(AlertStore store, AlertReconciliation judging) {
    this.store = store;
    this.judging = judging;
  }

  /**
   * Fails if the store does not answer for all workspaces; then none has been checked. If the check
   * of one workspace fails, the other workspaces are checked.
   *
   * @param answered by workspace, the new facts of the services that answered
   */
  public void run(
      Instant now, Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> answered) {
    Map<WorkspaceId, AlertStore.Stored> stored = store.stored(answered.keySet());
    store.remember(answered);
    answered.forEach((workspace, newest) -> {
      try {
        run(workspace, now, newest, requireNonNull(stored.get(workspace)));
      } catch (RuntimeException | Error e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Alerts of the workspace {0} wait: {1}",
            workspace.value(),
            e.toString());
      }
    });
  }

  private void run(
      WorkspaceId workspace,
      Instant now,
      Map<Service, WorkspaceFacts.ServiceFacts> newest,
      AlertStore.Stored stored) {
    Map<Service, WorkspaceFacts.ServiceFacts> byService = new EnumMap<>(Service.class);
    byService.putAll(stored.lastFacts());
    byService.putAll(newest);
    WorkspaceFacts facts = new WorkspaceFacts(now, byService);
    // Most workspaces have no alert: for them no transaction is necessary.
    if (stored.unresolved() || judging.finds(facts, stored.thresholds())) {
      store.judge(workspace, now, standing -> judging.judge(facts, stored.thresholds(), standing));
    }
  }
}
