package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.Requests;
import dev.tributary.testkit.services.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;

/** The services and the gateway around the control plane under test. */
public final class ControlPlaneFixture {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final StandIn SERVICES =
      StandIn.start(
          Integer.getInteger(ControlEnvironment.SERVICES),
          Integer.getInteger(ControlEnvironment.SERVICES_MANAGEMENT));

  static {
    openFrontDoor();
  }

  private ControlPlaneFixture() {}

  /** Stands for every other service. */
  public static StandIn services() {
    return SERVICES;
  }

  /** As a gateway sends it. Returns the status. */
  static int report(String token, GatewayReport report) {
    URI address =
        URI.create(
            System.getProperty(ControlEnvironment.MANAGEMENT_URL) + "/internal/gateway-reports");
    return Requests.send(
            HTTP,
            HttpRequest.newBuilder(address)
                .header(ServiceToken.HEADER, token)
                .POST(BodyPublishers.ofByteArray(Json.write(report)))
                .build())
        .status();
  }

  static void report(GatewayReport report) {
    assertThat(report(token(), report)).isEqualTo(204);
  }

  private static String token() {
    KeyHash keys = new KeyHash(HexFormat.of().parseHex(ControlEnvironment.KEY_SECRET));
    return new ServiceToken(keys, "control-plane").value();
  }

  /**
   * As the gateway: passes requests about API clients and invitations on to the control plane, and
   * the others to the services.
   */
  private static void openFrontDoor() {
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(
                  InetAddress.getLoopbackAddress(),
                  Integer.getInteger(ControlEnvironment.FRONT_DOOR)),
              50);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", ControlPlaneFixture::pass);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean ours = path.contains("/api-clients") || path.contains("/invitations");
    String base =
        ours
            ? System.getProperty(ControlEnvironment.URL)
            : "http://127.0.0.1:" + Integer.getInteger(ControlEnvironment.SERVICES);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String header : List.of("Authorization", "Content-Type", "If-Match", "X-Request-Id")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      Answer answer = Requests.send(HTTP, request.build());
      byte[] body = answer.response().body();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (UncheckedIOException e) {
      // The service hung up, and so does this front door.
    } finally {
      exchange.close();
    }
  }
}
