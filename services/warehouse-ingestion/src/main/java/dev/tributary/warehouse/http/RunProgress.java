package dev.tributary.warehouse.http;

import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.warehouse.run.FollowedRuns;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The progress of a run as server-sent events: the run at once and after each change, until it has
 * ended, is held or is gone. The message of a change can be lost, so the run is also read after a
 * time without a message.
 */
final class RunProgress implements ServerSentEvents.Source {
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final FollowedRuns.Follower follower;
  private final Supplier<Optional<Run>> now;
  private final Function<Run, RunView> shown;
  private final Sse sse;

  /**
   * @param follower of the run; closed with the stream
   * @param now the run at present; empty if it is gone
   * @param shown what the client may see of a run
   */
  RunProgress(
      FollowedRuns.Follower follower,
      Supplier<Optional<Run>> now,
      Function<Run, RunView> shown,
      Sse sse) {
    this.follower = follower;
    this.now = now;
    this.shown = shown;
    this.sse = sse;
  }

  @Override
  public ServerSentEvents.Batch next() throws InterruptedException {
    follower.awaitChange(QUIET);
    return now.get().map(this::batch).orElse(new ServerSentEvents.Batch(List.of(), true));
  }

  @Override
  public void close() {
    follower.close();
  }

  private ServerSentEvents.Batch batch(Run run) {
    OutboundSseEvent event =
        sse.newEventBuilder()
            .name("run")
            .mediaType(MediaType.APPLICATION_JSON_TYPE)
            .data(shown.apply(run))
            .build();
    boolean last = run.state().over() || run.state() == RunState.HELD;
    return new ServerSentEvents.Batch(List.of(event), last);
  }
}
