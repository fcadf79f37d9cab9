package dev.tributary.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void aLoadEndsAtItsEndAlsoIfAllWasAnsweredBefore() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      int port =
          vertx
              .createHttpServer()
              .requestHandler(request -> request.response().end())
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS)
              .actualPort();
      Target target = new Target(port, "/", "none", 1);
      // The third is due after the end, so the second's answer is the last long before it.
      Outcome outcome =
          CompletableFuture.supplyAsync(
                  () -> Load.open(vertx, target, new Empty(), 4, Duration.ofMillis(400)))
              .get(20, TimeUnit.SECONDS);
      assertThat(outcome.answered()).isEqualTo(2);
      assertThat(outcome.failures()).isZero();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private record Empty() implements Requests {
    @Override
    public int eventsPerRequest() {
      return 1;
    }

    @Override
    public Buffer next(long dueNanos) {
      return Buffer.buffer("{}");
    }
  }
}
