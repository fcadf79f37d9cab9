package dev.tributary.control.alert;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks workspaces: stores new facts of the services, and applies the rules to them. */
public final class WorkspaceCheck {
  private static final System.Logger LOG = System.getLogger(WorkspaceCheck.class.getName());

  private final AlertStore store;
  private final AlertReconciliation judging;
  private final ChangeListener changes;

  /**
   * @param changes gets the workspaces in which an alert has opened or is resolved
   */
  public WorkspaceCheck(AlertStore store, AlertReconciliation judging, ChangeListener changes) {
    this.store = store;
    this.judging = judging;
    this.changes = changes;
  }

  /**
   * Fails if the store does not answer for all workspaces; then none has been checked. If the check
   * of one workspace fails, the other workspaces are checked.
   *
   * @param round returns the new facts of the services that answer
   */
  public void run(Instant now, Set<WorkspaceId> workspaces, Watcher.Round round) {
    Map<WorkspaceId, AlertStore.Stored> stored = store.stored(workspaces);
    Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> answered =
        round.factsOf(
            stored.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, each -> each.getValue().lastFacts())));
    store.remember(changed(stored, answered));
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

  /** Most facts are those of the check before, and cost no write. */
  private static Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> changed(
      Map<WorkspaceId, AlertStore.Stored> stored,
      Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> answered) {
    Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> changed = new HashMap<>();
    answered.forEach((workspace, byService) ->
        byService.forEach((service, newest) -> {
          WorkspaceFacts.ServiceFacts last =
              requireNonNull(stored.get(workspace)).lastFacts().get(service);
          if (last == null || !last.facts().equals(newest.facts())) {
            changed
                .computeIfAbsent(workspace, _ -> new EnumMap<>(Service.class))
                .put(service, newest);
          }
        }));
    return changed;
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
    AlertReconciliation all = judging.with(stored.ownRules());
    // Most workspaces have no alert: for them no transaction is necessary.
    if (stored.unresolved() || all.finds(facts, stored.thresholds())) {
      AtomicBoolean news = new AtomicBoolean();
      store.judge(
          workspace,
          now,
          standing -> {
            AlertReconciliation.Verdict verdict = all.judge(facts, stored.thresholds(), standing);
            news.set(verdict.standing().stream().anyMatch(each -> each.news(now).isPresent()));
            return verdict;
          });
      if (news.get()) {
        changes.changed(workspace, ChangeSubject.ALERTS, List.of());
      }
    }
  }
}
