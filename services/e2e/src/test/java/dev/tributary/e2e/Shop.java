package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workspace under test, as its marketer, its engineer and its shop front see it. */
final class Shop {
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

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

  /** May see personal data, and so is told of everybody whom rules and syncs are about. */
  Api marketer() {
    return stack.api(key, "marketer", true);
  }

  Api engineer() {
    return stack.api(key, "engineer", false);
  }

  /** Sees everything. */
  Api admin() {
    return stack.api(key, "admin", true);
  }

  /**
   * Makes somebody with an account a member, without an invitation.
   *
   * @param rights as the API takes them: {@code role}, {@code personalData}
   */
  void join(String username, Map<String, ?> rights) {
    List<String> groups = new ArrayList<>(List.of(rights.get("role").toString()));
    if (Boolean.TRUE.equals(rights.get("personalData"))) {
      groups.add("personal-data");
    }
    stack.users().join(username, id, groups);
  }

  /** A source, by its write key. */
  Source source(String sourceKey) {
    JsonNode made = engineer().post(path("/sources"), Map.of("key", sourceKey, "name", sourceKey));
    return new Source(stack.url(Service.COLLECTOR), made.path("writeKey").asText());
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
    await().atMost(PATIENCE).until(() -> !profile("user_id", userId).isEmpty());
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

  /** Waits until all that was accepted so far stands in the ledger. */
  void recorded() {
    await().atMost(PATIENCE).until(() -> settle("ledger").path("caughtUp").asBoolean());
  }

  /** Waits until all that was accepted so far has been delivered, or may not be. */
  void delivered() {
    await().atMost(PATIENCE).until(() -> settle("delivered").path("caughtUp").asBoolean());
  }

  /** An audience of the marketer's, whose traits may come later; its id. */
  String audience(String audienceKey, Map<String, ?> rule) {
    return marketer()
        .post(
            path("/audiences"),
            Map.of(
                "key", audienceKey,
                "name", audienceKey,
                "rule", rule,
                "allowUnknownTraits", true))
        .path("id")
        .asText();
  }

  Destinations destinations() {
    return new Destinations(this, stack);
  }

  Syncs syncs() {
    return new Syncs(this);
  }

  Deliveries deliveries() {
    return new Deliveries(this);
  }

  Warehouse warehouse() {
    return new Warehouse(this, stack.installation().files(Service.WAREHOUSE).resolve("files"));
  }
}
