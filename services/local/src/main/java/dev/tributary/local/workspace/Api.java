package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A client of the REST API, as a customer would use it: JSON in, JSON out, a bearer token. Answers
 * other than 2xx are {@link ApiFailure}s. Thread-safe.
 */
public final class Api {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String address;
  private final Supplier<String> token;

  /**
   * @param address the prefix of every path
   * @param token the bearer token of the next call
   */
  public Api(String address, Supplier<String> token) {
    this.address = address;
    this.token = token;
  }

  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  public JsonNode post(String path, Object body) {
    return send(request(path).POST(json(body)).build());
  }

  /** A creation that can be repeated: the same key with the same body is done once. */
  public JsonNode postOnce(String path, Object body, String idempotencyKey) {
    return send(request(path).header("Idempotency-Key", idempotencyKey).POST(json(body)).build());
  }

  public JsonNode put(String path, Object body) {
    return send(request(path).PUT(json(body)).build());
  }

  /** A merge patch (RFC 7396). */
  public JsonNode patch(String path, Object body) {
    return send(request(path).method("PATCH", json(body)).build());
  }

  public JsonNode delete(String path) {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token.get())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofString(JSON.valueToTree(body).toString());
  }

  private static JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      int status = response.statusCode();
      if (status == TOO_MANY_REQUESTS) {
        long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
        Thread.sleep(Duration.ofSeconds(seconds));
        return send(request);
      }
      if (status / 100 != 2) {
        throw new ApiFailure(request.method() + " " + request.uri(), status, response.body());
      }
      return response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new ApiFailure(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure(request.method() + " " + request.uri(), e);
    }
  }
}
