package dev.tributary.runtime.http.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstallationClientTest {
  private static final int LIMIT = 64 * 1024;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Vertx vertx = Vertx.vertx();
  private final InstallationClient client = new InstallationClient(vertx, LIMIT, LONG);
  private final AtomicInteger redirected = new AtomicInteger();
  private final Set<Object> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch endlessClosed = new CountDownLatch(1);
  private int port;

  @BeforeAll
  void serve() throws Exception {
    port =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
  }

  @AfterAll
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.path()) {
      case "/echo%20" ->
          request
              .body()
              .onSuccess(body ->
                  response
                      .putHeader("Seen-Host", String.valueOf(request.authority()))
                      .putHeader("Seen-Uri", request.uri())
                      .putHeader("Seen-Type", String.valueOf(request.getHeader("Content-Type")))
                      .putHeader("Seen-Agent", String.valueOf(request.getHeader("User-Agent")))
                      .end(Buffer.buffer(request.method() + " ").appendBuffer(body)));
      case "/connection" -> {
        connections.add(request.connection());
        response.end();
      }
      case "/redirect" -> response.setStatusCode(302).putHeader("Location", "/to").end();
      case "/to" -> response.end("" + redirected.incrementAndGet());
      case "/fits" -> response.end(Buffer.buffer(new byte[LIMIT]));
      case "/large" -> response.end(Buffer.buffer(new byte[LIMIT + 1]));
      case "/hang" -> request.body();
      case "/half" -> response.putHeader("Content-Length", "10").write("half");
      case "/drips" -> {
        response.setChunked(true);
        vertx.setPeriodic(50, _ -> response.write("."));
      }
      case "/endless" -> {
        request.connection().closeHandler(_ -> endlessClosed.countDown());
        response.setChunked(true);
        writeOn(response);
      }
      case "/cut" -> request.connection().close();
      default -> response.setStatusCode(404).end("nothing here");
    }
  }

  /** Each part after the one before has left. */
  private static void writeOn(HttpServerResponse response) {
    response.write(Buffer.buffer(new byte[8 * 1024])).onSuccess(_ -> writeOn(response));
  }

  @Test
  void aRequestArrivesWholeAndSoDoesItsAnswer() throws Exception {
    HttpResponse<Buffer> answer =
        client.send(
            client
                .request(HttpMethod.PATCH, at("/echo%20?a=%20b+c&a=%2F&z&d="))
                .putHeader("Content-Type", "x/y"),
            Buffer.buffer("body"),
            LONG);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.bodyAsString()).isEqualTo("PATCH body");
    assertThat(answer.getHeader("Seen-Host")).isEqualTo("127.0.0.1:" + port);
    assertThat(answer.getHeader("Seen-Uri")).isEqualTo("/echo%20?a=%20b+c&a=%2F&z&d=");
    assertThat(answer.getHeader("Seen-Type")).isEqualTo("x/y");
    assertThat(answer.getHeader("Seen-Agent")).isEqualTo("null");
  }

  @Test
  void anAnswerWithoutASuccessIsAnAnswer() throws Exception {
    HttpResponse<Buffer> answer = client.send(get("/nowhere"), LONG);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.bodyAsString()).isEqualTo("nothing here");
  }

  @Test
  void aRedirectIsHandedBack() throws Exception {
    assertThat(client.send(get("/redirect"), LONG).statusCode()).isEqualTo(302);
    assertThat(redirected).hasValue(0);
  }

  @Test
  void requestsShareConnections() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.send(get("/connection"), LONG);
    }
    // The caller can be faster than the return of a connection to the pool.
    assertThat(connections).hasSizeLessThan(20);
  }

  @Test
  void anAnswerIsReadUpToTheLimit() throws Exception {
    assertThat(client.send(get("/fits"), LONG).body().length()).isEqualTo(LIMIT);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> client.send(get("/large"), LONG))
        .withMessageContaining("larger than");
  }

  @Test
  void theConnectionOfAnAnswerWithoutEndIsClosed() throws Exception {
    InstallationClient soonIdle = new InstallationClient(vertx, LIMIT, Duration.ofSeconds(5));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> soonIdle.send(soonIdle.request(HttpMethod.GET, at("/endless")), LONG))
        .withMessageContaining("larger than");
    assertThat(endlessClosed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hang", "/half", "/drips", "/cut"})
  void anAnswerThatIsNotWholeInTimeIsNone(String path) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.send(get(path), SHORT));
  }

  @Test
  void aPlaceThatDoesNotListenIsNoAnswer() throws Exception {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = closed.getLocalPort();
      closed.close();
      URI uri = URI.create("http://127.0.0.1:" + free + "/");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> client.send(client.request(HttpMethod.GET, uri), LONG));
    }
  }

  @Test
  void anAddressOfVersionSixIsReached() throws Exception {
    assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByName("::1"))).isNotNull();
    int six =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end(request.authority().toString()))
            .listen(0, "::1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
    URI uri = URI.create("http://[::1]:" + six + "/");
    assertThat(client.send(client.request(HttpMethod.GET, uri), LONG).bodyAsString())
        .isEqualTo("[::1]:" + six);
  }

  @Test
  void aHeaderCannotSmuggleAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.send(get("/echo%20").putHeader("A", "b\r\nHost: c"), LONG));
  }

  private HttpRequest<Buffer> get(String path) {
    return client.request(HttpMethod.GET, at(path));
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
