package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.installation.WebhookSync;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Three webhooks that accept nothing: one never answers, one says for ever that there are too many
 * requests, and one refuses every request.
 */
final class BadReceiver implements AutoCloseable {
  private static final String HANGS = "hangs";
  private static final String LIMITED = "limited";
  private static final String REFUSES = "refuses";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNPROCESSABLE = 422;

  private final HttpServer server;

  private BadReceiver(Vertx vertx) {
    this.server = vertx.createHttpServer().requestHandler(BadReceiver::answer);
  }

  static BadReceiver start(Vertx vertx) {
    var receiver = new BadReceiver(vertx);
    receiver.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    return receiver;
  }

  private static void answer(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/" + HANGS -> {}
      case "/" + LIMITED ->
          request.response().setStatusCode(TOO_MANY_REQUESTS).putHeader("Retry-After", "1").end();
      default -> request.response().setStatusCode(UNPROCESSABLE).end();
    }
  }

  /** Creates a sync of all events to each of the three. */
  List<WebhookSync> createSyncs(Installed installed) {
    return List.of(HANGS, LIMITED, REFUSES).stream()
        .map(key ->
            WebhookSync.create(
                installed, key, "http://127.0.0.1:%d/%s".formatted(server.actualPort(), key)))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
