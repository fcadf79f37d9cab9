package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.infra.StartFailure;
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
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Sends batches of the tracking API over plain HTTP, and repeats them if the answer asks for it.
 *
 * @param writeKeyOf the write key of a source
 */
record BatchSender(URI collector, UnaryOperator<String> writeKeyOf) {

  private static final Set<Integer> COME_BACK = Set.of(429, 503);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Returns when the events are durable. */
  void send(String source, List<ObjectNode> events) throws InterruptedException {
    try {
      while (true) {
        HttpResponse<String> answer = CLIENT.send(request(source, events), BodyHandlers.ofString());
        if (COME_BACK.contains(answer.statusCode())) {
          Thread.sleep(
              Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
        } else {
          check(answer);
          return;
        }
      }
    } catch (IOException e) {
      throw new StartFailure("The collector does not answer: " + e.getMessage(), e);
    }
  }

  private HttpRequest request(String source, List<ObjectNode> events) {
    ObjectNode batch = JSON.createObjectNode();
    batch.putArray("batch").addAll(events);
    batch.put("sentAt", Instant.now().toString());
    String login = writeKeyOf.apply(source) + ":";
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(collector.resolve("/v1/batch"))
        .timeout(TIMEOUT)
        .header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(batch.toString()))
        .build();
  }

  private static void check(HttpResponse<String> answer) throws IOException {
    JsonNode said = JSON.readTree(answer.body());
    if (answer.statusCode() != 200 || said.path("quarantined").asInt() > 0) {
      throw new StartFailure(
          "The collector answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
  }
}
