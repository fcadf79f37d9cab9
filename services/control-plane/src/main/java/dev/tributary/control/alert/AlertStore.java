package dev.tributary.control.alert;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The state of the watcher. Every call blocks, and fails if the store cannot be reached. */
public interface AlertStore {

  /**
   * Takes or renews the lease to check workspaces and to send announcements. Returns false while
   * another instance holds it.
   */
  boolean lease(String self, Duration lease);

  AlertSettings settings(WorkspaceId workspace);

  /** The stored data of each of these workspaces. */
  Map<WorkspaceId, Stored> stored(Set<WorkspaceId> workspaces);

  /**
   * The stored data of a workspace.
   *
   * @param ownRules the alert rules that its users have set, for the check
   * @param lastFacts the last facts of each service, with the time since which they are the same
   * @param unresolved whether it has alerts that are not resolved
   */
  record Stored(
      Thresholds thresholds,
      List<AlertRule> ownRules,
      Map<Service, WorkspaceFacts.ServiceFacts> lastFacts,
      boolean unresolved) {}

  /** Stores the facts of services by workspace, in the place of the last facts. */
  void remember(Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts);

  /**
   * Replaces the alerts of the workspace by the verdict, and stores a notice for each transition
   * and channel, in one transaction.
   */
  void judge(
      WorkspaceId workspace, Instant now, Function<List<Alert>, AlertReconciliation.Verdict> judge);

  /**
   * The notices that are due, oldest first. The notice that an alert is resolved never comes before
   * the notice that it was opened.
   */
  List<Notice> due(Instant now, int limit);

  void sent(Notice notice, Instant now, String words);

  /** The attempt failed; the notice is due again at {@code next}. */
  void sendFailed(Notice notice, Instant now, String words, Instant next);

  void givenUp(Notice notice, Instant now, String words);

  /**
   * The notice is never sent. This is no attempt, and the last attempt of the channel stays: it
   * would reveal that there is a notice.
   */
  void withheld(Notice notice);

  /** The notice is due again at {@code next}. This leaves no more trace than {@link #withheld}. */
  void postponed(Notice notice, Instant next);
}
