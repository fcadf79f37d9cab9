package dev.tributary.warehouse.http;

import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.warehouse.run.FollowedRuns;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunFollower;
import dev.tributary.warehouse.run.RunState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The progress of a run for one client, as server-sent events: the run at once, after each change,
 * and in place of a heartbeat. The stream ends after the event of a run that has ended, or that is
 * held until a user decides. A run that no longer exists has no event.
 */
final class RunProgress implements ServerSentEvents.Source {
  private static final Set<RunState> LAST =
      Set.of(RunState.HELD, RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED);

  private static final Executor VIRTUAL_THREADS =
      task -> Thread.ofVirtual().name("run-progress").start(task);

  private final FollowedRuns followed;
  private final RunFollower follower;
  private final Supplier<Optional<Run>> now;
  private final Function<Run, RunView> views;

  /**
   * @param follower of the run; leaves at the end of the stream
   * @param now reads the run; empty if it no longer exists
   * @param views what the client may see of a run
   */
  RunProgress(
      FollowedRuns followed,
      RunFollower follower,
      Supplier<Optional<Run>> now,
      Function<Run, RunView> views) {
    this.followed = followed;
    this.follower = follower;
    this.now = now;
    this.views = views;
  }

  /** Also reads the run without a change: the message of a change can be lost. */
  @Override
  public Uni<ServerSentEvents.Batch> next(Duration atMost) {
    return follower.change(atMost).emitOn(VIRTUAL_THREADS).map(_ -> batch());
  }

  private ServerSentEvents.Batch batch() {
    Optional<Run> run = follower.ended() ? Optional.empty() : now.get();
    return run.map(this::batch).orElse(new ServerSentEvents.Batch(List.of(), null, true));
  }

  private ServerSentEvents.Batch batch(Run run) {
    ServerSentEvents.Event event = new ServerSentEvents.Event("run", views.apply(run));
    return new ServerSentEvents.Batch(List.of(event), null, LAST.contains(run.state()));
  }

  @Override
  public void close() {
    followed.leave(follower);
  }
}
