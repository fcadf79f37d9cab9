package dev.tributary.control.http.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.runtime.http.installation.ServiceTokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The question whether figures are hidden, over real connections. */
class AskedVisibilitiesTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");

  /** A port at which nothing listens. */
  private static final int CLOSED = 1;

  private final KeyHash keys =
      new KeyHash("a secret for this test".getBytes(StandardCharsets.UTF_8));
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String body = "";

  AskedVisibilitiesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/internal/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + (exchange.getRequestHeaders().containsKey(ServiceToken.HEADER) ? "" : "!"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Optional<FigureVisibility> ask(ObjectKind kind, String object) {
    return ask(server.getAddress().getPort(), kind, object);
  }

  private Optional<FigureVisibility> ask(int port, ObjectKind kind, String object) {
    URI uri = URI.create("http://127.0.0.1:" + port);
    return new AskedVisibilities(
            new ServiceQuestions(
                _ -> uri, new ServiceTokens(keys, keys), new InstallationClient(vertx)),
            Duration.ofSeconds(5))
        .of(SHOP, kind, object);
  }

  @Test
  void theServiceOfTheObjectAnswersWithItsToken() {
    body = "{\"from\":\"2026-11-21T12:00:00Z\"}";
    assertThat(ask(ObjectKind.AUDIENCE, "aud_1"))
        .contains(new FigureVisibility(Instant.parse("2026-11-21T12:00:00Z")));
    body = "{\"from\":null}";
    assertThat(ask(ObjectKind.SYNC, "syn_1")).contains(FigureVisibility.HIDDEN);
    assertThat(asked)
        .containsExactly(
            "/internal/audiences/aud_1/visibility?workspace=wsp_shop",
            "/internal/syncs/syn_1/visibility?workspace=wsp_shop");
  }

  @Test
  void nothingIsKnownIfTheServiceGivesNoAnswerOrNoneOfThisKind() {
    body = "{\"from\":\"2026-11-21T12:00:00Z\"}";
    for (int other : new int[] {404, 500, 503}) {
      status = other;
      assertThat(ask(ObjectKind.AUDIENCE, "aud_1")).isEmpty();
    }
    status = 200;
    body = "{\"from\":\"2026-11";
    assertThat(ask(ObjectKind.AUDIENCE, "aud_1")).isEmpty();
    assertThat(ask(CLOSED, ObjectKind.AUDIENCE, "aud_1")).isEmpty();
  }
}
