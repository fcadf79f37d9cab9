package dev.tributary.control.http;

import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.Requests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Requests as the gateway passes them on. */
final class Api {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static {
    ControlPlaneFixture.services();
  }

  private final String token;

  private Api(String token) {
    this.token = token;
  }

  static Api withToken(String token) {
    return new Api(token);
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

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, BodyPublishers.ofString(body), headers);
  }

  Answer put(String path, String body) {
    return send("PUT", path, BodyPublishers.ofString(body));
  }

  Answer patch(String path, String body, String... headers) {
    return send("PATCH", path, BodyPublishers.ofString(body), headers);
  }

  private Answer send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(System.getProperty(ControlEnvironment.URL) + path))
            .method(method, body)
            .setHeader("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return Requests.send(HTTP, request.build());
  }
}
