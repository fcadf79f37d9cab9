package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Ann lends Bob her tablet, the two become one, and are taken apart. Beside it the same shop where
 * Bob signed in on a device of his own: both end alike, down to what the tool holds.
 */
class UnmergeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();

  @Test
  void whoIsTakenApartIsEverywhereAsIfTheyHadNeverBeenOne() {
    Past apart = new Past(stack.newShop(), sandbox);
    apart.happens("a-phone");
    Past together = new Past(stack.newShop(), sandbox);
    together.happens("tablet");
    String one = together.shop.profile("user_id", "ann");
    assertThat(together.shop.profile("user_id", "bob")).isEqualTo(one);
    assertThat(together.state()).isNotEqualTo(apart.state());

    long asked = System.nanoTime();
    together
        .shop
        .admin()
        .post(
            together.shop.path("/profiles/" + one + "/unmerge"),
            Map.of(
                "edge",
                Map.of(
                    "a", Map.of("type", "anonymous_id", "value", "tablet"),
                    "b", Map.of("type", "user_id", "value", "bob"))));
    await()
        .atMost(PATIENCE)
        // The new person is known to one service after the other.
        .ignoreExceptionsInstanceOf(ApiFailure.class)
        .untilAsserted(() -> assertThat(together.state()).isEqualTo(apart.state()));
    Report.latency("unmerge: request to the last repair in the tool", asked);

    together.web.send(
        "track", Map.of("event", "Sign In", "userId", "bob", "anonymousId", "tablet"));
    together.shop.delivered();
    assertThat(together.shop.profile("user_id", "bob")).isNotEqualTo(one);
    assertThat(together.shop.profile("user_id", "ann")).isEqualTo(one);
    assertThat(together.shop.deliveries().inState("rejected")).isEmpty();
  }

  /** What happens in one shop, and how it stands. */
  private static final class Past {
    final Shop shop;
    final Source web;
    private final Sandbox sandbox;
    private final String buyers;
    private final String gold;

    Past(Shop shop, Sandbox sandbox) {
      this.shop = shop;
      this.sandbox = sandbox;
      this.web = shop.source("web");
      this.buyers = "Buyers " + shop.id();
      this.gold = "Gold " + shop.id();
      shop.admin()
          .put(
              shop.path("/identity/rules"),
              Map.of(
                  "strategy", "merge",
                  "maxIdentifiers", 1_000,
                  "maxMerges", 100,
                  "suspectAfter", 10,
                  "types",
                      List.of(
                          Map.of("type", "user_id"),
                          Map.of("type", "email", "case", "lower"),
                          Map.of("type", "anonymous_id"))));
      shop.allowUnknown("marketing");
      shop.audience("buyers", Map.of("event", "Order Completed"));
      shop.audience("gold", Map.of("trait", "plan", "operator", "equals", "value", "gold"));
      shop.destinations().hubspot("crm");
      shop.syncs().contacts("crm");
      shop.syncs().list("crm", "buyers", buyers);
      shop.syncs().list("crm", "gold", gold);
    }

    /**
     * @param device on which Bob signs in
     */
    void happens(String device) {
      web.send(
          "identify",
          Map.of(
              "userId", "ann",
              "anonymousId", "tablet",
              "traits", Map.of("email", email("ann"), "firstName", "Ann", "plan", "gold")));
      shop.delivered();
      web.identify("bob", Map.of("email", email("bob"), "firstName", "Bob"));
      shop.delivered();
      web.send("track", Map.of("event", "Sign In", "userId", "bob", "anonymousId", device));
      shop.delivered();
      web.order("bob", Instant.now());
      web.identify("bob", Map.of("firstName", "Robert"));
      shop.delivered();
    }

    private String email(String name) {
      return name + "." + shop.id() + "@shop.example";
    }

    /** Without the ids and addresses by which the two shops differ. */
    Map<String, Object> state() {
      Map<String, Object> state = new TreeMap<>();
      for (String name : List.of("ann", "bob")) {
        JsonNode person = shop.admin().get(shop.path("/profiles/user_id:" + name));
        state.put(name + "'s traits", plain(person.path("traits")));
        state.put(name + "'s events", deeds(name));
        state.put(name + "'s audiences", audiences(person.path("id").asText()));
        state.put(name + " in the tool", plain(properties(name)));
      }
      state.put("buyers in the tool", plain(new TreeSet<>(sandbox.list(buyers)).toString()));
      state.put("gold in the tool", plain(new TreeSet<>(sandbox.list(gold)).toString()));
      return state;
    }

    private Set<String> audiences(String profile) {
      return new TreeSet<>(
          shop.admin()
              .get(shop.path("/profiles/" + profile + "/audiences"))
              .path("data")
              .findValuesAsText("key"));
    }

    private List<String> deeds(String name) {
      return shop
          .admin()
          .get(shop.path("/profiles/user_id:" + name + "/events"))
          .path("data")
          .findValuesAsText("type")
          .stream()
          .filter(type -> !type.contains("-"))
          .toList();
    }

    private String properties(String name) {
      JsonNode properties = sandbox.contact(email(name)).path("properties");
      return properties.path("email").asText() + " " + properties.path("firstname").asText();
    }

    private String plain(Object what) {
      return what.toString().replace(shop.id(), "shop");
    }
  }
}
