package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.threads.Wakeup;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that have readers at this instance, and their readers. Thread-safe. */
public final class FollowedRuns {
  private final Map<Followed, Set<Follower>> followers = new ConcurrentHashMap<>();

  private record Followed(WorkspaceId workspace, String run) {}

  /**
   * @return the follower, which the caller closes
   */
  public Follower follow(WorkspaceId workspace, String run) {
    Follower follower = new Follower(new Followed(workspace, run));
    followers.compute(
        follower.followed,
        (_, present) -> {
          Set<Follower> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(follower);
          return all;
        });
    return follower;
  }

  /** The run has changed, at any instance. Never blocks. */
  public void changed(WorkspaceId workspace, String run) {
    followers
        .getOrDefault(new Followed(workspace, run), Set.of())
        .forEach(follower -> follower.changes.signal());
  }

  /** The number of runs that have readers. */
  int size() {
    return followers.size();
  }

  /** One reader of a run. */
  public final class Follower implements AutoCloseable {
    private final Followed followed;
    private final Wakeup changes = new Wakeup(1);

    private Follower(Followed followed) {
      this.followed = followed;
      // The reader has not read the run yet.
      changes.signal();
    }

    /**
     * Waits for a change since the last call. The first call returns at once. Several changes count
     * as one.
     *
     * @return false if the run has not changed within {@code most}
     */
    public boolean awaitChange(Duration most) throws InterruptedException {
      return changes.await(most);
    }

    @Override
    public void close() {
      followers.computeIfPresent(
          followed,
          (_, present) -> {
            present.remove(this);
            return present.isEmpty() ? null : present;
          });
    }
  }
}
