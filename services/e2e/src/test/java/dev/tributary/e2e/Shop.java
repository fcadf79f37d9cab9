package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A workspace under test, as its marketer, its engineer and its shop front see it. */
final class Shop {
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Stack stack;
  private final String key;
  private final String id;

  Shop(Stack stack, String key, String id) {
    this.stack = stack;
    this.key = key;
    this.id = id;
  }

  String id() {
    return id;
  }

  String key() {
    return key;
  }

  String path(String rest) {
    return "/api/v1/workspaces/" + key + rest;
  }

  Api marketer() {
    return stack.api(key, "marketer", false);
  }

  Api engineer() {
    return stack.api(key, "engineer", false);
  }

  /** Sees everything. */
  Api admin() {
    return stack.api(key, "admin", true);
  }

  /** A source, by its write key. */
  Source source(String sourceKey) {
    JsonNode made = engineer().post(path("/sources"), Map.of("key", sourceKey, "name", sourceKey));
    return new Source(made.path("writeKey").asText());
  }

  /** What sends events with a write key. */
  final class Source {
    private final String writeKey;

    Source(String writeKey) {
      this.writeKey = writeKey;
    }

    String writeKey() {
      return writeKey;
    }

    /**
     * One call of the tracking API.
     *
     * @return the status, once the event is durable
     */
    int send(String call, Map<String, ?> body) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(stack.url(Service.COLLECTOR) + "/v1/" + call))
                .header("Authorization", "Basic " + basic(writeKey + ":"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
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
  }

  private static String basic(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The profile that an identifier leads to; its id, or empty text. */
  String profile(String type, String value) {
    try {
      return admin()
          .post(path("/profiles/lookup"), Map.of("type", type, "value", value))
          .path("id")
          .asText();
    } catch (ApiFailure e) {
      if (e.status() == NOT_FOUND) {
        return "";
      }
      throw e;
    }
  }

  /** What a person of this shop allows, said over REST; the person must be known by now. */
  void consent(String userId, String purpose, String state) {
    await().atMost(Duration.ofSeconds(60)).until(() -> !profile("user_id", userId).isEmpty());
    admin()
        .put(
            path("/profiles/" + profile("user_id", userId) + "/consent/" + purpose),
            Map.of("state", state));
  }

  /** People who never answered count as having granted this purpose. */
  void allowUnknown(String purpose) {
    admin().patch(path(""), Map.of("unknownConsentAllows", List.of(purpose)));
  }

  /** Waits until all that was accepted so far has arrived as far as that. */
  JsonNode settle(String until) {
    return admin().get(path("/pipeline?wait=30s&until=" + until));
  }

  /** A HubSpot destination in the sandbox, for marketing. */
  void hubspot(String destinationKey) {
    engineer()
        .post(
            path("/destinations"),
            Map.of(
                "key",
                destinationKey,
                "name",
                "HubSpot",
                "connector",
                "hubspot",
                "settings",
                Map.of("accessToken", "pat-" + key),
                "purposes",
                List.of("marketing"),
                "baseUrl",
                stack.url(Service.SANDBOX)));
  }

  /** An audience of the marketer's; its id. */
  String audience(String audienceKey, Map<String, ?> rule) {
    return marketer()
        .post(path("/audiences"), Map.of("key", audienceKey, "name", audienceKey, "rule", rule))
        .path("id")
        .asText();
  }

  /** Contacts by e-mail address, with a first name. */
  void syncContacts(String destinationKey) {
    marketer()
        .post(
            path("/syncs"),
            Map.of(
                "key",
                destinationKey + "-contacts",
                "name",
                "Contacts",
                "destination",
                destinationKey,
                "from",
                Map.of("kind", "profiles"),
                "object",
                "contacts",
                "match",
                field("email", "identifier", "type", "email"),
                "mapping",
                List.of(field("firstname", "trait", "name", "firstName"))));
  }

  /** An audience as a static list. */
  void syncList(String destinationKey, String audienceKey, String list) {
    marketer()
        .post(
            path("/syncs"),
            Map.of(
                "key",
                audienceKey + "-list",
                "name",
                list,
                "destination",
                destinationKey,
                "from",
                Map.of("kind", "audience", "audience", audienceKey),
                "object",
                "list-memberships",
                "match",
                field("email", "identifier", "type", "email"),
                "settings",
                Map.of("list", list)));
  }

  static Map<String, Object> field(String name, String kind, String argument, String value) {
    Map<String, Object> from = new HashMap<>();
    from.put("kind", kind);
    from.put(argument, value);
    return Map.of("field", name, "from", from);
  }

  /** Where the warehouse's files of this workspace lie. */
  Path files() {
    Path folder = stack.installation().files(Service.WAREHOUSE).resolve("files").resolve(id);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
