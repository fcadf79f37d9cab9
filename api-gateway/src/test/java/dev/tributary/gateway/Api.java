package dev.tributary.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests as an API client makes them. */
final class Api {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(Surroundings.tls().trust())
          .build();

  static {
    Surroundings.redis();
    Surroundings.services();
  }

  private final String address;
  private final String token;

  private Api(String address, String token) {
    this.address = address;
    this.token = token;
  }

  static Api withToken(String token) {
    return new Api(Surroundings.directUrl(), token);
  }

  /** Nobody, at the address that browsers use. */
  static Api ofBrowsers() {
    return new Api(Surroundings.gatewayUrl(), "");
  }

  /** Nobody, at the port that only the installation reaches. */
  static Api ofManagement() {
    return new Api(Surroundings.managementUrl(), "");
  }

  /** An API client that signs in with its secret. */
  static Api of(String clientId, String secret) {
    return withToken(token(clientId, secret));
  }

  static Api installation() {
    return of("tributary-installation", Surroundings.INSTALLATION_SECRET);
  }

  static String token(String clientId, String secret) {
    JsonNode answer =
        form(
                Surroundings.realmUrl() + "/protocol/openid-connect/token",
                Map.of(
                    "grant_type", "client_credentials",
                    "client_id", clientId,
                    "client_secret", secret))
            .json();
    return answer.path("access_token").asText();
  }

  /** What came back. */
  record Answer(int status, HttpResponse<byte[]> response) {
    JsonNode json() {
      return response.body().length == 0
          ? MissingNode.getInstance()
          : Json.read(response.body(), JsonNode.class);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String code() {
      return json().path("code").asText();
    }
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

  static Answer form(String url, Map<String, String> fields, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encode(fields)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
