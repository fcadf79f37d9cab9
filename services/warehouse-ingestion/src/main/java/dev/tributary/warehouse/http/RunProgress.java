package dev.tributary.warehouse.http;

import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The progress of a run as server-sent events: the run every half second, until it has ended, is
 * held or is gone.
 */
final class RunProgress implements ServerSentEvents.Source {
  private static final long PROGRESS_MILLIS = 500;

  private final Run first;
  private final Supplier<Optional<Run>> now;
  private final Function<Run, RunView> shown;
  private final Sse sse;
  private boolean begun;

  /**
   * @param first the run when the client connected
   * @param now the run at present; empty if it is gone
   * @param shown what the client may see of a run
   */
  RunProgress(Run first, Supplier<Optional<Run>> now, Function<Run, RunView> shown, Sse sse) {
    this.first = first;
    this.now = now;
    this.shown = shown;
    this.sse = sse;
  }

  @Override
  public ServerSentEvents.Batch next() throws InterruptedException {
    if (!begun) {
      begun = true;
      return batch(first);
    }
    TimeUnit.MILLISECONDS.sleep(PROGRESS_MILLIS);
    return now.get().map(this::batch).orElse(new ServerSentEvents.Batch(List.of(), true));
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
