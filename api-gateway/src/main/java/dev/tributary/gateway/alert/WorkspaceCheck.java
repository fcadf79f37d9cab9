package dev.tributary.gateway.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.routing.Service;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Checks one workspace: stores the facts of the services, and applies the rules to them. */
public final class WorkspaceCheck {
  private final AlertStore store;
  private final AlertReconciliation judging;

  public WorkspaceCheck(AlertStore store, AlertReconciliation judging) {
    this.store = store;
    this.judging = judging;
  }

  /**
   * @param answered the new facts of the services that answered
   */
  public void run(
      WorkspaceId workspace, Instant now, Map<Service, WorkspaceFacts.ServiceFacts> answered) {
    Map<Service, WorkspaceFacts.ServiceFacts> byService = new EnumMap<>(Service.class);
    byService.putAll(store.lastFacts(workspace));
    byService.putAll(answered);
    store.remember(workspace, answered);
    WorkspaceFacts facts = new WorkspaceFacts(now, byService);
    Thresholds thresholds = store.settings(workspace).thresholds();
    store.judge(workspace, now, standing -> judging.judge(facts, thresholds, standing));
  }
}
