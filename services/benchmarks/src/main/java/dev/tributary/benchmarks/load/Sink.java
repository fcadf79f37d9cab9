package dev.tributary.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A webhook that records the ids of the events that arrive, and answers 204 at once. Thread-safe.
 */
public final class Sink implements AutoCloseable {
  private static final int NO_CONTENT = 204;

  private final HttpServer server;
  private final AtomicReference<Ids> ids = new AtomicReference<>(new Ids());
  private final AtomicReference<byte[]> longest = new AtomicReference<>(new byte[0]);

  private Sink(Vertx vertx) {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(body -> {
                      byte[] bytes = body.getBytes();
                      ids.get().arrived(bytes);
                      longest.accumulateAndGet(bytes, Sink::longer);
                      request.response().setStatusCode(NO_CONTENT).end();
                    }));
  }

  private static byte[] longer(byte[] one, byte[] other) {
    return one.length < other.length ? other : one;
  }

  public static Sink start(Vertx vertx) {
    var sink = new Sink(vertx);
    sink.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    return sink;
  }

  public String address() {
    return base() + "/hook";
  }

  /** The address without its path. */
  public String base() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** From now on, arrivals are compared with these ids. */
  public void expect(Ids expected) {
    ids.set(expected);
  }

  /** Forgets the longest body, because the next bodies have another form. */
  public void forgetBodies() {
    longest.set(new byte[0]);
  }

  /** The longest body that has arrived; empty if none has. */
  public byte[] longestBody() {
    return longest.get().clone();
  }

  @Override
  public void close() {
    server.close();
  }
}
