package dev.tributary.runtime.egress;

import dev.tributary.runtime.client.LimitedBody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends HTTP requests to addresses that customers configure, within {@link EgressPolicy}. It
 * blocks, so call it from virtual threads. It retries nothing, follows no redirect and keeps no
 * cookies. Thread-safe.
 */
public final class Egress implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te");
  private static final int CONNECTIONS_PER_PLACE = 64;

  /**
   * Shorter than the time that servers keep idle connections. Otherwise a request could be sent
   * while the server closes the connection.
   */
  private static final int KEEP_ALIVE_SECONDS = 10;

  private final EgressPolicy policy;
  private final WebClient client;
  private final int answerLimit;

  /**
   * @param connectTimeout for each address
   * @param answerLimit size of a response body in bytes, after decompression; a larger response
   *     counts as no response
   */
  public Egress(Vertx vertx, EgressPolicy policy, Duration connectTimeout, int answerLimit) {
    this(WebClient.create(vertx, options(connectTimeout)), policy, answerLimit);
  }

  Egress(WebClient client, EgressPolicy policy, int answerLimit) {
    this.policy = policy;
    this.client = ((WebClientInternal) client).addInterceptor(RequestBody::connected);
    this.answerLimit = answerLimit;
  }

  static WebClientOptions options(Duration connectTimeout) {
    WebClientOptions options = new WebClientOptions();
    options
        .setFollowRedirects(false)
        .setUserAgentEnabled(false)
        .setConnectTimeout((int) connectTimeout.toMillis())
        .setMaxPoolSize(CONNECTIONS_PER_PLACE)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setDecompressionSupported(true)
        .setMaxHeaderSize(32 * 1024);
    return options;
  }

  /**
   * @throws EgressFailure if there is no response; its stage says whether the request may be
   *     repeated
   */
  public EgressResponse send(EgressRequest request) throws EgressFailure {
    URI uri = request.uri();
    boolean tls = isTls(uri);
    EgressPolicy.Checked place = place(uri, tls);
    request.headers().keySet().forEach(Egress::requireOurs);
    Deadline deadline = new Deadline(request.timeout());
    return send(request, place, tls, deadline);
  }

  @Override
  public void close() {
    client.close();
  }

  private static boolean isTls(URI uri) throws EgressFailure {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "https" -> true;
      case "http" -> false;
      default -> throw EgressFailure.forbidden("The address must begin with https://");
    };
  }

  private EgressPolicy.Checked place(URI uri, boolean tls) throws EgressFailure {
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw EgressFailure.forbidden("The address must have a host and no user name");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    EgressPolicy.Checked place = policy.check(uri.getHost(), port);
    if (!tls && !place.listed()) {
      throw EgressPolicy.onlyHttps(place.host());
    }
    return place;
  }

  private static void requireOurs(String header) {
    if (OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("The header " + header + " belongs to the connection");
    }
  }

  /**
   * Tries the checked addresses one after another, until one takes the request. The name stays in
   * Host and in the TLS handshake.
   */
  private EgressResponse send(
      EgressRequest request, EgressPolicy.Checked place, boolean tls, Deadline deadline)
      throws EgressFailure {
    EgressFailure last = EgressFailure.notSent(place.host() + " has no address", null);
    for (InetAddress address : place.addresses()) {
      RequestBody body = new RequestBody(request.body());
      HttpRequest<Buffer> prepared =
          client
              .request(
                  HttpMethod.valueOf(request.method()),
                  SocketAddress.inetSocketAddress(place.port(), address.getHostAddress()),
                  place.port(),
                  place.host(),
                  target(request.uri()))
              .ssl(tls)
              .putHeader(HttpHeaders.CONTENT_LENGTH.toString(), "" + request.body().length);
      request.headers().forEach(prepared::putHeader);
      try {
        return exchange(prepared, body, deadline);
      } catch (ExecutionException e) {
        if (!body.withdraw()) {
          throw EgressFailure.unanswered("No whole answer: " + reason(e), e);
        }
        last = EgressFailure.notSent(place.host() + " refused: " + reason(e), e);
      } catch (TimeoutException e) {
        throw body.withdraw()
            ? EgressFailure.notSent("No connection to " + place.host() + " in time", e)
            : EgressFailure.unanswered("No whole answer in time", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw body.withdraw()
            ? EgressFailure.notSent("Stopped before it was sent", e)
            : EgressFailure.unanswered("Stopped while waiting for the answer", e);
      }
    }
    throw last;
  }

  private EgressResponse exchange(HttpRequest<Buffer> request, RequestBody body, Deadline deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    LimitedBody content = new LimitedBody(answerLimit, deadline.at());
    Future<HttpResponse<Buffer>> answer =
        request.idleTimeout(deadline.remainingMillis()).as(content).sendStream(body);
    // A body that is stopped fails at once, and the request only when its connection closes.
    Future<EgressResponse> whole =
        Future.all(answer, content.result()).map(_ -> response(answer.result()));
    try {
      return deadline.await(whole);
    } finally {
      if (!whole.succeeded()) {
        body.end();
      }
    }
  }

  private static EgressResponse response(HttpResponse<Buffer> answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    answer
        .headers()
        .forEach((name, value) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(value));
    Buffer body = answer.body();
    return new EgressResponse(
        answer.statusCode(), headers, body == null ? new byte[0] : body.getBytes());
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** The remaining time of a request. */
  private static final class Deadline {
    private final long at;

    Deadline(Duration timeout) {
      at = System.nanoTime() + timeout.toNanos();
    }

    /** In the time of {@link System#nanoTime}. */
    long at() {
      return at;
    }

    /** At least one: zero is no limit. */
    long remainingMillis() {
      return Math.max(1, TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime()));
    }

    <T> T await(Future<T> future)
        throws ExecutionException, TimeoutException, InterruptedException {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Math.max(0, at - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }
}
