package dev.tributary.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends as an SDK does: the same batch again, under the same message ids, until it is answered 200.
 * Thread-safe.
 */
public final class Tracking {
  private static final int OK = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI address;
  private final String authorization;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  public Tracking(String collectorUrl, String writeKey) {
    this.address = URI.create(collectorUrl + "/v1/batch");
    byte[] login = (writeKey + ":").getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /**
   * Returns when the messages are durable.
   *
   * @throws IllegalStateException if the collector says that a message is wrong
   */
  public void send(List<ObjectNode> messages) throws InterruptedException {
    while (!taken(messages)) {
      repeated.addAndGet(messages.size());
      Thread.sleep(PAUSE);
    }
    accepted.addAndGet(messages.size());
  }

  private boolean taken(List<ObjectNode> messages) throws InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("batch").addAll(messages);
    body.put("sentAt", Instant.now().toString());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      return switch (response.statusCode()) {
        case OK -> clean(JSON.readTree(response.body()));
        case 429, 503 -> false;
        default ->
            throw new IllegalStateException(
                "The collector answered %d: %s".formatted(response.statusCode(), response.body()));
      };
    } catch (IOException noAnswer) {
      return false;
    }
  }

  private static boolean clean(JsonNode answer) {
    if (answer.path("quarantined").asInt() > 0) {
      throw new IllegalStateException("The collector quarantined what is right: " + answer);
    }
    return true;
  }

  /** How many messages were answered 200. */
  public long accepted() {
    return accepted.get();
  }

  /** How many messages were sent again, because nobody said what became of them. */
  public long repeated() {
    return repeated.get();
  }
}
