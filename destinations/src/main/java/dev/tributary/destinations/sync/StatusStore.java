package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of destinations and syncs, and stores requests of users: pauses, resumes and new
 * runs. Thread-safe.
 */
public interface StatusStore {
  /**
   * Why deliveries are stopped.
   *
   * @param asked whether a user has asked for it
   */
  record Stop(String reason, boolean asked, @Nullable String words, Instant since) {}

  Optional<Stop> stop(WorkspaceId workspace, PauseTarget target);

  /** Since when a destination does not answer; empty while it does. */
  Optional<Stop> failure(WorkspaceId workspace, DestinationId destination);

  /**
   * The vendor was asked for the account of changed settings or credentials, and has not answered
   * yet. Nothing is sent to the destination meanwhile.
   *
   * @return when the vendor was asked last; empty if nothing waits for an answer
   */
  Optional<Stop> accountQuestion(WorkspaceId workspace, DestinationId destination);

  List<ChangedSync> changedSyncs(WorkspaceId workspace);

  long optOutsWaiting(WorkspaceId workspace, DestinationId destination);

  void startRun(WorkspaceId workspace, SyncId sync, long version);

  void pause(WorkspaceId workspace, PauseTarget target, String actor);

  /**
   * Within the transaction of a definition.
   *
   * @return the number of new pauses: 0 if there is one already
   */
  int pause(DefinitionTransaction tx, WorkspaceId workspace, PauseTarget target, String actor);

  /**
   * Replaces the reason for which a destination or a sync has stopped by a newer one. A pause that
   * a user has set stays.
   *
   * @return whether the reason was replaced
   */
  boolean replaceReason(WorkspaceId workspace, PauseTarget target, String reason, String words);

  /**
   * Resumes a destination or a sync. The time of the pause does not count against the waiting
   * deliveries. If the destination waits for its next quota, it is tried at once: the user may have
   * bought a larger one.
   *
   * @param destination whose workers are notified
   */
  void resume(WorkspaceId workspace, PauseTarget target, DestinationId destination);
}
