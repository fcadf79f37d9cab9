package dev.tributary.gateway;

import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.Requests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** Requests as an API client makes them. */
final class Api {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(GatewayFixture.tls().trust())
          .build();

  static {
    GatewayFixture.redis();
    GatewayFixture.services();
  }

  private final String address;
  private final String token;

  private Api(String address, String token) {
    this.address = address;
    this.token = token;
  }

  static Api withToken(String token) {
    return new Api(GatewayFixture.directUrl(), token);
  }

  /** Nobody, at the address that browsers use. */
  static Api ofBrowsers() {
    return new Api(GatewayFixture.gatewayUrl(), "");
  }

  /** Nobody, at the port that only the installation reaches. */
  static Api ofManagement() {
    return new Api(GatewayFixture.managementUrl(), "");
  }

  /** An API client that signs in with its secret. */
  static Api of(String clientId, String secret) {
    return withToken(TestKeycloak.token(clientId, secret));
  }

  static Api installation() {
    return withToken(TestKeycloak.installationToken());
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, BodyPublishers.ofString(body), headers);
  }

  Answer put(String path, String body, String... headers) {
    return send("PUT", path, BodyPublishers.ofString(body), headers);
  }

  Answer patch(String path, String body, String... headers) {
    return send("PATCH", path, BodyPublishers.ofString(body), headers);
  }

  Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, body)
            .setHeader("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  static Answer form(String url, Map<String, String> fields) {
    return Requests.form(HTTP, url, fields);
  }

  static Answer send(HttpRequest request) {
    return Requests.send(HTTP, request);
  }
}
