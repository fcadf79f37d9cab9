package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.RetryAfter;
import dev.tributary.destinations.connector.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests to HubSpot with the token of the account, and interprets refusals. */
final class HubSpotApi {
  private static final URI VENDOR = URI.create("https://api.hubapi.com");

  /** HubSpot counts requests in windows of ten seconds. */
  private static final int WINDOW_SECONDS = 10;

  private final Target target;
  private final Egress egress;
  private final Clock clock;

  HubSpotApi(Target target, Egress egress, Clock clock) {
    this.target = target;
    this.egress = egress;
    this.clock = clock;
  }

  Answer get(String path) throws EgressFailure {
    return egress.send(request("GET", path, null));
  }

  Answer post(String path, JsonNode body) throws EgressFailure {
    return egress.send(request("POST", path, body));
  }

  Answer put(String path, JsonNode body) throws EgressFailure {
    return egress.send(request("PUT", path, body));
  }

  Egress.Exchange shown(String method, String path, @Nullable JsonNode body) {
    Request request = request(method, path, body);
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    headers.put("authorization", "***");
    byte[] bytes = request.body();
    return Egress.Exchange.request(
        method,
        request.uri().toString(),
        headers,
        bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
  }

  private Request request(String method, String path, @Nullable JsonNode body) {
    URI base = target.baseUrl() == null ? VENDOR : target.baseUrl();
    String root = base.toString();
    String whole = (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    headers.put("authorization", "Bearer " + target.secret(HubSpotManifest.TOKEN));
    if (body != null) {
      headers.put("content-type", "application/json");
    }
    return new Request(method, URI.create(whole), headers, body == null ? null : Json.write(body));
  }

  static JsonNode json(Answer answer) {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** The outcome for all items of a request whose answer is outside of 2xx. */
  Outcome failure(Answer answer) {
    JsonNode body = json(answer);
    String words = words(answer, body);
    Instant now = clock.instant();
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
