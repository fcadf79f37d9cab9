package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A shop in which Bob may sign in on Ann's tablet: what happens there, and how it stands. */
final class LentTablet {
  final Shop shop;
  final Source web;
  private final Sandbox sandbox;
  private final String buyers;
  private final String gold;

  /**
   * @param deviceJoins whether a device that two people use makes them one
   */
  LentTablet(Shop shop, Sandbox sandbox, boolean deviceJoins) {
    this.shop = shop;
    this.sandbox = sandbox;
    this.web = shop.source("web");
    this.buyers = "Buyers " + shop.id();
    this.gold = "Gold " + shop.id();
    rules(deviceJoins);
    shop.allowUnknown("marketing");
    shop.audience("buyers", Map.of("event", "Order Completed"));
    shop.audience("gold", Map.of("trait", "plan", "operator", "equals", "value", "gold"));
    shop.destinations().hubspot("crm");
    shop.syncs().contacts("crm");
    shop.syncs().list("crm", "buyers", buyers);
    shop.syncs().list("crm", "gold", gold);
  }

  void rules(boolean deviceJoins) {
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
                        Map.of("type", "anonymous_id", "merges", deviceJoins))));
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

  String email(String name) {
    return name + "." + shop.id() + "@shop.example";
  }

  /** Without the ids and addresses by which the two shops differ. */
  Map<String, Object> state() {
    return state(List.of("ann", "bob"));
  }

  /**
   * @param users by their user ids
   */
  Map<String, Object> state(Collection<String> users) {
    Map<String, Object> state = new TreeMap<>();
    for (String name : users) {
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
