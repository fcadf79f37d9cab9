package dev.tributary.benchmarks.bare;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The least program that posts bodies: Vert.x, so many connections, each of which sends its next
 * request when it has its answer. No database, no signatures.
 *
 * <p>Arguments: the port of this program, the target's address, connections. {@code POST /N} to its
 * port posts the body of this request N times to the target. The answer comes when all are
 * answered: 204, or 502 if one failed.
 */
public final class BareClient extends AbstractVerticle {
  private final int port;
  private final RequestOptions target;
  private final int connections;

  private BareClient(int port, String target, int connections) {
    this.port = port;
    this.target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(target)
            .putHeader("Content-Type", "application/json");
    this.connections = connections;
  }

  public static void main(String[] arguments) {
    Vertx.vertx()
        .deployVerticle(
            new BareClient(
                Integer.parseInt(arguments[0]), arguments[1], Integer.parseInt(arguments[2])))
        .onFailure(failure -> {
          throw new IllegalStateException(failure);
        });
  }

  @Override
  public void start() {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(connections).setTcpNoDelay(true));
    vertx
        .createHttpServer()
        .requestHandler(
            request -> request.body().onSuccess(body -> postRepeatedly(client, request, body)))
        .listen(port, "127.0.0.1");
  }

  private void postRepeatedly(HttpClient client, HttpServerRequest request, Buffer body) {
    var left =
        new AtomicInteger(Integer.parseInt(Objects.requireNonNull(request.path()).substring(1)));
    Future.all(
            IntStream.range(0, connections)
                .mapToObj(connection -> postUntilNoneIsLeft(client, body, left))
                .toList())
        .onComplete(all -> request.response().setStatusCode(all.succeeded() ? 204 : 502).end());
  }

  private Future<Void> postUntilNoneIsLeft(HttpClient client, Buffer body, AtomicInteger left) {
    if (left.getAndDecrement() <= 0) {
      return Future.succeededFuture();
    }
    return client
        .request(target)
        .compose(request -> request.send(body))
        .compose(answer ->
            answer.statusCode() / 100 == 2
                ? answer.body()
                : Future.failedFuture("The target answered " + answer.statusCode()))
        .compose(done -> postUntilNoneIsLeft(client, body, left));
  }
}
