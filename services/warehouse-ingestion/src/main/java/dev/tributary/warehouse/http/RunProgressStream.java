package dev.tributary.warehouse.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends the progress of a run to one client, and waits until the client has taken each message. */
final class RunProgressStream {
  private static final long TAKEN_WITHIN_SECONDS = 60;

  private final SseEventSink sink;
  private final Sse sse;

  RunProgressStream(SseEventSink sink, Sse sse) {
    this.sink = sink;
    this.sse = sse;
  }

  /** Returns whether the client has taken the message; false if it has disconnected. */
  boolean send(RunView run) throws InterruptedException {
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
