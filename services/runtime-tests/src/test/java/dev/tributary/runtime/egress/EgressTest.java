package dev.tributary.runtime.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.runtime.egress.EgressFailure.Stage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EgressTest {
  private static final int LIMIT = 64 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final EgressPolicy local = new EgressPolicy("127.0.0.0/8", NameResolver.system());
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger redirected = new AtomicInteger();
  private CountDownLatch closed = new CountDownLatch(1);
  private int port;

  @BeforeAll
  void serve() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
            .requestHandler(this::answer);
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get().actualPort();
  }

  @AfterAll
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/echo" ->
          request
              .body()
              .onSuccess(body ->
                  request
                      .response()
                      .putHeader("Seen-Host", String.valueOf(request.authority()))
                      .putHeader("Seen-Query", String.valueOf(request.query()))
                      .putHeader("Seen-Type", String.valueOf(request.getHeader("Content-Type")))
                      .end(Buffer.buffer(request.method() + " ").appendBuffer(body)));
      case "/redirect" -> request.response().setStatusCode(302).putHeader("Location", "/to").end();
      case "/to" -> request.response().end("" + redirected.incrementAndGet());
      case "/and-closes" ->
          request.response().setStatusCode(204).end().onSuccess(_ -> request.connection().close());
      case "/large" -> request.response().end(Buffer.buffer(new byte[LIMIT + 1]));
      case "/fits" -> request.response().end(Buffer.buffer(new byte[LIMIT]));
      case "/hang" -> request.body();
      case "/cut" -> request.body().onSuccess(_ -> request.connection().close());
      case "/half" -> {
        request.response().putHeader("Content-Length", "10").write("half");
        vertx.setTimer(50, _ -> request.connection().close());
      }
      case "/drip" -> endless(request, 50, 1);
      case "/flood" -> endless(request, 1, LIMIT / 4);
      default -> request.response().setStatusCode(404).end();
    }
  }

  /** Sends a part again and again, until the client closes the connection. */
  private void endless(HttpServerRequest request, int everyMillis, int bytes) {
    long timer =
        vertx.setPeriodic(
            everyMillis,
            _ -> {
              if (!request.response().writeQueueFull()) {
                request.response().write(Buffer.buffer(new byte[bytes]));
              }
            });
    request.response().setChunked(true);
    request
        .connection()
        .closeHandler(_ -> {
          vertx.cancelTimer(timer);
          closed.countDown();
        });
  }

  @Test
  void aRequestArrivesWholeAndSoDoesItsAnswer() throws Exception {
    EgressResponse response =
        local().send(request("POST", at("/echo?a=%20b"), Map.of("Content-Type", "x/y"), "body"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("POST body");
    assertThat(response.header("SEEN-HOST")).contains("127.0.0.1:" + port);
    assertThat(response.header("seen-query")).contains("a=%20b");
    assertThat(response.header("seen-type")).contains("x/y");
    assertThat(response.header("absent")).isEmpty();
  }

  @Test
  void anAnswerThatIsThereAtOnceIsReadToo() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(local().send(get(at("/and-closes"))).status()).isEqualTo(204);
    }
  }

  @Test
  void aRedirectIsHandedBack() throws Exception {
    EgressResponse response = local().send(get(at("/redirect")));
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.header("Location")).contains("/to");
    assertThat(redirected).hasValue(0);
  }

  @Test
  void anAnswerIsReadUpToTheLimitEvenWhenItIsCompressed() throws Exception {
    assertThat(local().send(get(at("/fits"))).body()).hasSize(LIMIT);
    for (Map<String, String> headers :
        List.of(Map.<String, String>of(), Map.of("Accept-Encoding", "gzip"))) {
      assertThat(stageOf(request("GET", at("/large"), headers, ""))).isEqualTo(Stage.UNANSWERED);
    }
  }

  @Test
  void aConnectionThatIsRefusedMeansNothingWasSent() throws Exception {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int free = closed.getLocalPort();
      closed.close();
      assertThat(stageOf(get("http://127.0.0.1:" + free + "/"))).isEqualTo(Stage.NOT_SENT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hang", "/cut", "/half"})
  void withoutAWholeAnswerItIsUnknownWhetherTheRequestCounted(String path) throws Exception {
    EgressRequest request =
        new EgressRequest(
            "POST", URI.create(at(path)), Map.of(), "x".getBytes(StandardCharsets.UTF_8), SHORT);
    assertThat(stageOf(request)).isEqualTo(Stage.UNANSWERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drip", "/flood"})
  void anAnswerThatDoesNotEndLosesItsConnection(String path) throws Exception {
    closed = new CountDownLatch(1);
    assertThat(stageOf(within(at(path), Duration.ofSeconds(1)))).isEqualTo(Stage.UNANSWERED);
    assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRequestThatGotNoConnectionInTimeIsNotSentLater() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      // The kernel completes no further connection once its queue is full.
      for (int i = 0; i < 2; i++) {
        waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }
      EgressRequest request =
          within("http://127.0.0.1:" + full.getLocalPort() + "/", Duration.ofSeconds(1));
      assertThat(stageOf(request)).isEqualTo(Stage.NOT_SENT);
      for (int i = 0; i < 3; i++) {
        full.setSoTimeout(20_000);
        try (Socket accepted = full.accept()) {
          accepted.setSoTimeout(500);
          assertThat(firstByte(accepted)).isNegative();
        }
      }
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /** Negative if there is none. */
  private static int firstByte(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      return -1;
    }
  }

  private static EgressRequest within(String uri, Duration timeout) {
    return new EgressRequest("GET", URI.create(uri), Map.of(), new byte[0], timeout);
  }

  @Test
  void aTlsHandshakeThatFailsMeansNothingWasSent() throws Exception {
    assertThat(stageOf(get("https://127.0.0.1:" + port + "/echo"))).isEqualTo(Stage.NOT_SENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://1.1.1.1/",
        "http://1.1.1.1/",
        "https://user:word@1.1.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://1.1.1.1:0/",
        "https:///path",
        "/path"
      })
  void whatThePolicyForbidsIsNeverSent(String uri) {
    Egress strict = egress(new EgressPolicy("", NameResolver.system()));
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> strict.send(get(uri)))
        .satisfies(failure -> assertThat(failure.stage()).isEqualTo(Stage.FORBIDDEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "CONNECTION"})
  void headersOfTheConnectionAreOurs(String header) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> local().send(request("GET", at("/echo"), Map.of(header, "x"), "")));
  }

  @Test
  void aHeaderCannotSmuggleAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> local().send(request("GET", at("/echo"), Map.of("A", "b\r\nHost: c"), "")));
  }

  @Test
  void aNameThatChangesItsAnswerLeadsOnlyWhereItWasChecked() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("" + inside.incrementAndGet()))
        .listen(port, "127.0.0.3")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.3"));
    Egress egress =
        egress(
            new EgressPolicy("127.0.0.1", _ -> EgressPolicyTest.addresses(answers.removeFirst())));
    String uri = "http://rebind.example:" + port + "/echo";

    assertThat(egress.send(get(uri)).header("seen-host")).contains("rebind.example:" + port);
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> egress.send(get(uri)))
        .satisfies(failure -> assertThat(failure.stage()).isEqualTo(Stage.FORBIDDEN));
    assertThat(answers).isEmpty();
    assertThat(inside).hasValue(0);
  }

  @Test
  void theNextAddressIsTriedWhenOneRefuses() throws Exception {
    Egress egress =
        egress(
            new EgressPolicy(
                "127.0.0.0/8", _ -> EgressPolicyTest.addresses("127.0.0.9", "127.0.0.1")));
    assertThat(egress.send(get("http://two.example:" + port + "/echo")).status()).isEqualTo(200);
  }

  @Test
  void theCertificateMustBelongToTheNameAndNotToTheAddress(@TempDir Path directory)
      throws Exception {
    PfxOptions certificate = certificate(directory, "crm.example");
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setSsl(true).setPfxKeyCertOptions(certificate).setSni(true))
            .requestHandler(request ->
                request.response().end(String.valueOf(request.connection().indicatedServerName())));
    int tls =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get().actualPort();
    Egress egress =
        new Egress(
            WebClient.create(vertx, trusting(certificate)),
            new EgressPolicy("127.0.0.0/8", _ -> EgressPolicyTest.addresses("127.0.0.1")),
            LIMIT);

    assertThat(egress.send(get("https://crm.example:" + tls + "/")).text())
        .isEqualTo("crm.example");
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> egress.send(get("https://other.example:" + tls + "/")))
        .satisfies(failure -> assertThat(failure.stage()).isEqualTo(Stage.NOT_SENT));
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> local().send(get("https://crm.example:" + tls + "/")));
  }

  private static WebClientOptions trusting(PfxOptions certificate) {
    WebClientOptions options = Egress.options(TIMEOUT);
    options.setPfxTrustOptions(certificate);
    return options;
  }

  private static PfxOptions certificate(Path directory, String name) throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return new PfxOptions().setPath(store.toString()).setPassword("changeit");
  }

  private Stage stageOf(EgressRequest request) {
    try {
      local().send(request);
    } catch (EgressFailure e) {
      return e.stage();
    }
    throw new AssertionError("It was answered");
  }

  private Egress local() {
    return egress(local);
  }

  private Egress egress(EgressPolicy policy) {
    return new Egress(vertx, policy, TIMEOUT, LIMIT);
  }

  private String at(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private static EgressRequest get(String uri) {
    return request("GET", uri, Map.of(), "");
  }

  private static EgressRequest request(
      String method, String uri, Map<String, String> headers, String body) {
    return new EgressRequest(
        method, URI.create(uri), headers, body.getBytes(StandardCharsets.UTF_8), TIMEOUT);
  }
}
