package dev.tributary.warehouse.run;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All clients that follow a run at this instance. A change of a run at any instance wakes the
 * followers of this run, which then read it. A message can be lost, so a follower also reads its
 * run after a time without one. Thread-safe.
 */
public final class FollowedRuns implements AutoCloseable {
  private final StreamLimits limits;
  private final Map<WorkspaceId, Set<RunFollower>> followers = new HashMap<>();

  /**
   * @param limits of the followers; belongs to this object
   */
  public FollowedRuns(StreamLimits limits) {
    this.limits = limits;
  }

  /**
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public synchronized RunFollower follow(WorkspaceId workspace, RunId run) {
    limits.acquire(workspace);
    RunFollower follower = new RunFollower(workspace, run);
    followers.computeIfAbsent(workspace, _ -> new HashSet<>()).add(follower);
    return follower;
  }

  /** Ends a follower. A second call for the same follower does nothing. */
  public synchronized void leave(RunFollower follower) {
    WorkspaceId workspace = follower.workspace();
    Set<RunFollower> following = followers.get(workspace);
    if (following == null || !following.remove(follower)) {
      return;
    }
    if (following.isEmpty()) {
      followers.remove(workspace);
    }
    follower.end();
    limits.release(workspace);
  }

  /** Wakes the followers of the runs that have changed. Never waits for a follower. */
  public void published(PublishedChanges message) {
    message.workspaces().forEach(this::changed);
  }

  private synchronized void changed(WorkspaceId workspace, List<ChangedObjects> changes) {
    for (RunFollower follower : followers.getOrDefault(workspace, Set.of())) {
      if (changes.stream().anyMatch(change -> isOf(change, follower.run()))) {
        follower.changed();
      }
    }
  }

  private static boolean isOf(ChangedObjects change, RunId run) {
    return change.subject() == ChangeSubject.RUNS
        && (change.ids().isEmpty() || change.ids().contains(run.value()));
  }

  /** Ends all followers, and waits a moment until they have left. */
  @Override
  public void close() {
    limits.close(this::endAll);
  }

  private synchronized void endAll() {
    followers.values().forEach(following -> following.forEach(RunFollower::end));
  }
}
