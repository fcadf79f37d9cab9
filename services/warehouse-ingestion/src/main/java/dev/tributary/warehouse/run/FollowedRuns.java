package dev.tributary.warehouse.run;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.OpenStreams;
import dev.tributary.runtime.threads.StreamLimits;
import java.util.List;

/**
 * All clients that follow a run at this instance. A change of a run at any instance wakes the
 * followers of this run, which then read it. A message can be lost, so a follower also reads its
 * run after a time without one. Thread-safe.
 */
public final class FollowedRuns implements AutoCloseable {
  private final OpenStreams<RunFollower> followers;

  /**
   * @param limits of the followers; belongs to this object
   */
  public FollowedRuns(StreamLimits limits) {
    followers = new OpenStreams<>(limits, RunFollower::end);
  }

  /**
   * @throws Problem 503 if a limit is reached, or this instance is stopping
   */
  public RunFollower follow(WorkspaceId workspace, RunId run) {
    return followers.add(workspace, new RunFollower(workspace, run));
  }

  /** Ends a follower. A second call for the same follower does nothing. */
  public void leave(RunFollower follower) {
    followers.leave(follower.workspace(), follower);
  }

  /** Wakes the followers of the runs that have changed. Never waits for a follower. */
  public void published(PublishedChanges message) {
    message.workspaces().forEach(this::changed);
  }

  private void changed(WorkspaceId workspace, List<ChangedObjects> changes) {
    followers.forEach(
        workspace,
        follower -> {
          if (changes.stream().anyMatch(change -> isOf(change, follower.run()))) {
            follower.changed();
          }
        });
  }

  private static boolean isOf(ChangedObjects change, RunId run) {
    return change.subject() == ChangeSubject.RUNS
        && (change.ids().isEmpty() || change.ids().contains(run.value()));
  }

  /** Ends all followers, and waits a moment until they have left. */
  @Override
  public void close() {
    followers.close();
  }
}
