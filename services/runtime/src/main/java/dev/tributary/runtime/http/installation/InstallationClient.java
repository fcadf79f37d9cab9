package dev.tributary.runtime.http.installation;

import dev.tributary.runtime.client.LimitedBody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Sends HTTP requests to the parts of this installation: services and Keycloak. Requests to
 * addresses that customers configure go through {@code Egress} instead.
 *
 * <p>It blocks, so call it from virtual threads or from worker threads. It retries nothing, follows
 * no redirect and keeps no cookies. Thread-safe.
 */
public final class InstallationClient {
  /** More than the longest answer of a service: its OpenAPI document, or a page of 200 objects. */
  private static final int ANSWER_LIMIT = 16 * 1024 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * Longer than every caller waits. It closes connections whose answer nobody reads any more: after
   * the head of an answer, a {@link WebClient} cannot end a request in another way.
   */
  private static final Duration IDLE = Duration.ofSeconds(75);

  private static final int CONNECTIONS_PER_PLACE = 64;

  /**
   * Longer than from one check for alerts to the next: a check should reach the instance that the
   * check before has reached, because an instance publishes its facts after it is asked.
   */
  private static final int KEEP_ALIVE_SECONDS = 60;

  private static final int HEADER_LIMIT = 32 * 1024;

  private final WebClient client;
  private final int answerLimit;

  public InstallationClient(Vertx vertx) {
    this(vertx, ANSWER_LIMIT, IDLE);
  }

  InstallationClient(Vertx vertx, int answerLimit, Duration idle) {
    this.answerLimit = answerLimit;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgentEnabled(false)
                .setConnectTimeout((int) CONNECT.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) idle.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(CONNECTIONS_PER_PLACE)
                .setMaxHeaderSize(HEADER_LIMIT));
  }

  /** A request without headers of its own, for one of the methods that send it. */
  public HttpRequest<Buffer> request(HttpMethod method, URI uri) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return client.request(method, port, uri.getHost(), target(uri)).ssl(tls);
  }

  /**
   * Sends a request without a body.
   *
   * @param within from now to the last byte of the answer, the wait for a connection included
   * @return an answer with any status; its body is never null
   * @throws IOException if there is no whole answer in time, or if it is too large
   */
  public HttpResponse<Buffer> send(HttpRequest<Buffer> request, Duration within)
      throws IOException, InterruptedException {
    return exchange(request, HttpRequest::send, within);
  }

  /** As the other method, with a body. */
  public HttpResponse<Buffer> send(HttpRequest<Buffer> request, Buffer body, Duration within)
      throws IOException, InterruptedException {
    return exchange(request, ready -> ready.sendBuffer(body), within);
  }

  private HttpResponse<Buffer> exchange(
      HttpRequest<Buffer> request,
      Function<HttpRequest<Buffer>, Future<HttpResponse<Buffer>>> sending,
      Duration within)
      throws IOException, InterruptedException {
    LimitedBody body = new LimitedBody(answerLimit, System.nanoTime() + within.toNanos());
    Future<HttpResponse<Buffer>> answer =
        sending.apply(
            request.connectTimeout(within.toMillis()).idleTimeout(within.toMillis()).as(body));
    try {
      // A body that is stopped fails at once, and the request only when its connection closes.
      return Future.all(answer, body.result())
          .map(_ -> answer.result())
          .toCompletionStage()
          .toCompletableFuture()
          .get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("No answer: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IOException("No whole answer in time", e);
    }
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
