package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.web.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of requests to HubSpot, and the meaning of its refusals. */
final class HubSpotApi {
  private static final URI VENDOR = URI.create("https://api.hubapi.com");

  /** HubSpot counts requests in windows of ten seconds. */
  private static final int WINDOW_SECONDS = 10;

  private HubSpotApi() {}

  static Request get(Target target, String path) {
    return request(target, "GET", path, null);
  }

  static Request post(Target target, String path, JsonNode body) {
    return request(target, "POST", path, body);
  }

  static Request put(Target target, String path, JsonNode body) {
    return request(target, "PUT", path, body);
  }

  private static Request request(
      Target target, String method, String path, @Nullable JsonNode body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    if (body != null) {
      headers.put("content-type", "application/json");
    }
    return new Request(
        method, target.at(VENDOR, path), headers, body == null ? null : Json.write(body));
  }

  static JsonNode json(Answer answer) {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Whether this is an answer of HubSpot, which has nothing to say or says it in JSON. */
  static boolean readable(Answer answer) {
    return answer.body().length == 0 || json(answer).isObject();
  }

  /** The name of one record of an object, as in the groups of its properties. */
  static String singular(String object) {
    return object.equals("companies") ? "company" : object.substring(0, object.length() - 1);
  }

  /** The scope that allows to read the records of an object. */
  static String readScope(String object) {
    return object.equals("tickets") ? "tickets" : "crm.objects.%s.read".formatted(object);
  }

  /** The scope that allows to create properties of an object. */
  static String schemaScope(String object) {
    return object.equals("tickets") ? "tickets" : "crm.schemas.%s.write".formatted(object);
  }

  /** The outcome for all items of a request whose answer is outside of 2xx. */
  static Outcome failure(Answer answer, Instant now) {
    JsonNode body = json(answer);
    String words = words(answer, body);
    Instant retryAfter = RetryAfter.of(answer, now);
    return switch (answer.status()) {
      case 400, 409, 413, 422 -> new Outcome.RefusedTogether(HubSpotErrors.field(body), words);
      case 401, 403 -> new Outcome.Unauthorised(words);
      case 404 -> new Outcome.Misconfigured(words);
      case 429 ->
          new Outcome.RateLimited(
              retryAfter == null ? now.plusSeconds(WINDOW_SECONDS) : retryAfter, words);
      default -> new Outcome.Transient(words, retryAfter);
    };
  }

  private static String words(Answer answer, JsonNode body) {
    String message = body.path("message").asText("");
    return message.isEmpty() ? "HTTP " + answer.status() : message;
  }
}
