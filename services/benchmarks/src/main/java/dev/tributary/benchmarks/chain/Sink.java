package dev.tributary.benchmarks.chain;

import dev.tributary.benchmarks.load.Ids;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The webhook at the end of a chain: records the ids of the events that arrive, and answers 204 at
 * once.
 */
final class Sink implements AutoCloseable {
  private static final int NO_CONTENT = 204;

  private final HttpServer server;
  private final AtomicReference<Ids> ids = new AtomicReference<>(new Ids());

  private Sink(Vertx vertx) {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(body -> {
                      ids.get().arrived(body.getBytes());
                      request.response().setStatusCode(NO_CONTENT).end();
                    }));
  }

  static Sink start(Vertx vertx) {
    var sink = new Sink(vertx);
    sink.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    return sink;
  }

  String address() {
    return "http://127.0.0.1:" + server.actualPort() + "/hook";
  }

  /** From now on, arrivals are compared with these ids. */
  void expect(Ids expected) {
    ids.set(expected);
  }

  @Override
  public void close() {
    server.close();
  }
}
