package dev.tributary.runtime.egress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
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
  private final HttpClient client;
  private final int answerLimit;

  /**
   * @param connectTimeout for each address
   * @param answerLimit size of a response body in bytes, after decompression; a larger response
   *     counts as no response
   */
  public Egress(Vertx vertx, EgressPolicy policy, Duration connectTimeout, int answerLimit) {
    this(vertx.createHttpClient(options(connectTimeout)), policy, answerLimit);
  }

  Egress(HttpClient client, EgressPolicy policy, int answerLimit) {
    this.policy = policy;
    this.client = client;
    this.answerLimit = answerLimit;
  }

  static HttpClientOptions options(Duration connectTimeout) {
    return new HttpClientOptions()
        .setConnectTimeout((int) connectTimeout.toMillis())
        .setMaxPoolSize(CONNECTIONS_PER_PLACE)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setDecompressionSupported(true)
        .setMaxHeaderSize(32 * 1024)
        .setMaxRedirects(0);
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
    HttpClientRequest connected = connect(request, place, tls, deadline);
    return exchange(connected, request, deadline);
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
      throw EgressFailure.forbidden("Only https is allowed to " + place.host());
    }
    return place;
  }

  private static void requireOurs(String header) {
    if (OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("The header " + header + " belongs to the connection");
    }
  }

  /**
   * Tries the checked addresses one after another. The name stays in Host and in the TLS handshake.
   */
  private HttpClientRequest connect(
      EgressRequest request, EgressPolicy.Checked place, boolean tls, Deadline deadline)
      throws EgressFailure {
    EgressFailure last = EgressFailure.notSent(place.host() + " has no address", null);
    for (InetAddress address : place.addresses()) {
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.valueOf(request.method()))
              .setServer(SocketAddress.inetSocketAddress(place.port(), address.getHostAddress()))
              .setHost(place.host())
              .setPort(place.port())
              .setSsl(tls)
              .setURI(target(request.uri()))
              .setFollowRedirects(false);
      request.headers().forEach(options::putHeader);
      Future<HttpClientRequest> connecting = client.request(options);
      try {
        return deadline.await(connecting);
      } catch (ExecutionException e) {
        last = EgressFailure.notSent(place.host() + " refused: " + reason(e), e);
      } catch (TimeoutException e) {
        connecting.onSuccess(HttpClientRequest::reset);
        throw EgressFailure.notSent("No connection to " + place.host() + " in time", e);
      } catch (InterruptedException e) {
        connecting.onSuccess(HttpClientRequest::reset);
        Thread.currentThread().interrupt();
        throw EgressFailure.notSent("Stopped before it was sent", e);
      }
    }
    throw last;
  }

  private EgressResponse exchange(
      HttpClientRequest connected, EgressRequest request, Deadline deadline) throws EgressFailure {
    // The reader must be registered before the request is sent, because the response does not
    // wait for it.
    Future<EgressResponse> answering =
        connected.response().compose(response -> new AnswerReader(response, answerLimit).read());
    connected.end(Buffer.buffer(request.body()));
    try {
      return deadline.await(answering);
    } catch (ExecutionException e) {
      connected.reset();
      throw EgressFailure.unanswered("No whole answer: " + reason(e), e);
    } catch (TimeoutException e) {
      connected.reset();
      throw EgressFailure.unanswered("No whole answer in time", e);
    } catch (InterruptedException e) {
      connected.reset();
      Thread.currentThread().interrupt();
      throw EgressFailure.unanswered("Stopped while waiting for the answer", e);
    }
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

    <T> T await(Future<T> future)
        throws ExecutionException, TimeoutException, InterruptedException {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Math.max(0, at - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }
}
