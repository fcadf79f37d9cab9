package dev.tributary.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.http.TrustedProxies;
import dev.tributary.runtime.http.installation.ServiceTokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services are told of a client, over real connections from 127.0.0.1. */
class ClientOriginTest {
  private static final String REQUEST = "request-1";
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final KeyHash KEYS = hash("the secret of the services");
  private static final KeyHash COLLECTOR = hash("the collector's secret");

  private final ServiceTokens tokens = new ServiceTokens(KEYS, COLLECTOR);
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 203.0.113.66                           | 127.0.0.1",
        "0 | 203.0.113.66, 192.0.2.7                | 127.0.0.1",
        "1 | 203.0.113.66, 192.0.2.7                | 192.0.2.7",
        "1 | 203.0.113.66, 203.0.113.67, 192.0.2.7  | 192.0.2.7",
        "2 | 203.0.113.66, 192.0.2.7, 198.51.100.2  | 192.0.2.7"
      })
  void whatAClientWritesIntoTheHeaderDoesNotCount(int proxies, String header, String told)
      throws Exception {
    assertThat(told(proxies, Service.IDENTITY, FORWARDED_FOR, header)).isEqualTo(told);
  }

  @Test
  void aClientCannotSayItInTheGatewaysWords() throws Exception {
    String guessed = "203.0.113.66 " + "A".repeat(22);
    String stolen = new ForwardedClient(COLLECTOR, "api-gateway").of("203.0.113.66", REQUEST);
    String ofAnother = new ForwardedClient(KEYS, "api-gateway").of("203.0.113.66", "request-2");
    for (String value : new String[] {"203.0.113.66", guessed, stolen, ofAnother}) {
      assertThat(told(0, Service.IDENTITY, ForwardedClient.HEADER, value))
          .as(value)
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void theGatewayItselfMayNameTheApproverOfAChange() throws Exception {
    String own = tokens.client(Service.GATEWAY).of("192.0.2.7", REQUEST);
    assertThat(told(0, Service.IDENTITY, ForwardedClient.HEADER, own)).isEqualTo("192.0.2.7");
  }

  /** What the collector is told is worth nothing elsewhere. */
  @Test
  void eachServiceIsToldInItsOwnWords() throws Exception {
    assertThat(told(0, Service.COLLECTOR, "Accept", "*/*")).isEqualTo("127.0.0.1");
    String collectors = tokens.client(Service.COLLECTOR).of("192.0.2.7", REQUEST);
    assertThat(tokens.client(Service.IDENTITY).read(collectors, REQUEST)).isNull();
  }

  /** The address as the service reads it. */
  private String told(int proxies, Service service, String header, String value) throws Exception {
    ClientOrigin origin = new ClientOrigin(new TrustedProxies(proxies), tokens);
    Router router = Router.router(vertx);
    router
        .route()
        .handler(request -> {
          request.response().putHeader(RequestId.HEADER, REQUEST);
          origin.receive(request, REQUEST);
          origin.forward(request, service);
          request.response().end(request.request().getHeader(ForwardedClient.HEADER));
        });
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort());
    try (HttpClient http = HttpClient.newHttpClient()) {
      String sent =
          http.send(
                  HttpRequest.newBuilder(uri).header(header, value).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return String.valueOf(tokens.client(service).read(sent, REQUEST));
    }
  }

  private static KeyHash hash(String secret) {
    return new KeyHash(secret.getBytes(StandardCharsets.UTF_8));
  }
}
