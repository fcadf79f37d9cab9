package dev.tributary.warehouse.http;

import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends the progress of a run to one client, and waits until the client has taken each message. */
final class RunProgressStream {
  private static final long PROGRESS_MILLIS = 500;
  private static final long TAKEN_WITHIN_SECONDS = 60;

  private final SseEventSink sink;
  private final Sse sse;

  RunProgressStream(SseEventSink sink, Sse sse) {
    this.sink = sink;
    this.sse = sse;
  }

  /**
   * Sends the run every half second until it has ended or is held, until it is gone or the client
   * has disconnected, or until that time. Closes the stream.
   *
   * @param now the run at present; empty if it is gone
   */
  void send(Run first, Function<Run, RunView> shown, Supplier<Optional<Run>> now, Instant end) {
    try (sink) {
      Optional<Run> current = Optional.of(first);
      while (current.isPresent()
          && send(shown.apply(current.get()))
          && !current.get().state().over()
          && current.get().state() != RunState.HELD
          && Instant.now().isBefore(end)) {
        TimeUnit.MILLISECONDS.sleep(PROGRESS_MILLIS);
        current = now.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the client has taken the message; false if it has disconnected. */
  private boolean send(RunView run) throws InterruptedException {
    if (sink.isClosed()) {
      return false;
    }
    try {
      sink.send(
              sse.newEventBuilder()
                  .name("run")
                  .mediaType(MediaType.APPLICATION_JSON_TYPE)
                  .data(run)
                  .build())
          .toCompletableFuture()
          .get(TAKEN_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      return false;
    }
  }
}
