package dev.tributary.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * What sends events with a write key.
 *
 * @param collector the address of the tracking API
 */
record Source(String collector, String writeKey) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * One call of the tracking API.
   *
   * @return the status, once the event is durable
   */
  int send(String call, Map<String, ?> body) {
    try {
      return send(call, JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One call with a body that a test wrote itself. */
  int send(String call, byte[] body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(collector + "/v1/" + call))
              .header("Authorization", "Basic " + basic(writeKey + ":"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new IllegalStateException("The collector does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int identify(String userId, Map<String, ?> traits) {
    return send("identify", Map.of("userId", userId, "traits", traits));
  }

  int order(String userId, Instant at) {
    return send(
        "track",
        Map.of(
            "userId",
            userId,
            "event",
            "Order Completed",
            "timestamp",
            at.toString(),
            "properties",
            Map.of("revenue", 42.5)));
  }

  private static String basic(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
