package dev.tributary.local.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.infra.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {

  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;
  private String address;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRefusalIsToldWithStatusAndAnswer() {
    server.createContext("/", exchange -> answer(exchange, 409, "{\"code\":\"conflict\"}"));
    var api = new Api(address, () -> "token");
    assertThatThrownBy(() -> api.post("/things", Map.of("key", "a")))
        .isInstanceOf(ApiFailure.class)
        .hasMessage("POST %s/things was answered with 409: {\"code\":\"conflict\"}", address);
  }

  @Test
  void aLimitIsWaitedOut() {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "0");
          answer(exchange, calls.incrementAndGet() < 3 ? 429 : 200, "{\"data\":1}");
        });
    assertThat(new Api(address, () -> "token").get("/things").path("data").asInt()).isEqualTo(1);
    assertThat(calls).hasValue(3);
  }

  @Test
  void aTokenIsKeptUntilShortlyBeforeItExpires() {
    server.createContext(
        "/realm/protocol/openid-connect/token",
        exchange -> {
          int call = calls.incrementAndGet();
          int lifespan = call == 1 ? 29 : 300;
          answer(
              exchange,
              200,
              "{\"access_token\":\"t%d\",\"expires_in\":%d}".formatted(call, lifespan));
        });
    Tokens tokens = Tokens.ofClient(address + "/realm", new Credentials("client", "secret&"));
    assertThat(tokens.get()).isEqualTo("t1");
    assertThat(tokens.get()).as("29 s are within the margin").isEqualTo("t2");
    assertThat(tokens.get()).isEqualTo("t2");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }
}
