package dev.tributary.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private volatile int status;
  private @Nullable Path ended;
  private HttpServer server;
  private LiveView view;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    Api api = new Api("http://127.0.0.1:" + server.getAddress().getPort(), () -> "token");
    view =
        new LiveView(
            Screen.of(new PrintStream(out, true, UTF_8)),
            () -> new LiveTraffic.Counts(1_000, 20, 0, ended),
            () -> {
              api.get("/summary");
              return new WorkspaceFigures.Read(
                  7,
                  0,
                  Map.of(),
                  Map.of(),
                  Latency.of(MissingNode.getInstance()),
                  new WorkspaceFigures.Person("", "", List.of(), ""));
            });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whileAServiceIsAwayTheViewSaysSoAndGoesOn() {
    status = 502;
    view.refresh(Duration.ofSeconds(5));
    status = 200;
    view.refresh(Duration.ofSeconds(10));
    assertThat(out.toString(UTF_8).lines().toList())
        .satisfiesExactly(
            away ->
                assertThat(away)
                    .contains("5 s  accepted 1,020  the figures are away: GET http://127.0.0.1:")
                    .contains("was answered with 502"),
            again -> assertThat(again).contains("10 s  accepted 1,020  profiles 7"));
  }

  @Test
  void withoutAnAnswerTheViewGoesOnToo() {
    server.stop(0);
    view.refresh(Duration.ofSeconds(5));
    assertThat(out.toString(UTF_8)).contains("the figures are away").contains("had no answer");
  }

  @Test
  void afterTheVisitorsHaveEndedTheViewSaysSoAndGoesOn() {
    status = 200;
    ended = Path.of("demo", "live.log");
    view.refresh(Duration.ofSeconds(5));
    assertThat(out.toString(UTF_8))
        .contains("accepted 1,020  (the visitors have ended; see their log demo/live.log)")
        .contains("profiles 7");
  }

  @Test
  void aRefusalEndsTheView() {
    status = 403;
    assertThatThrownBy(() -> view.refresh(Duration.ofSeconds(5))).isInstanceOf(ApiFailure.class);
  }
}
