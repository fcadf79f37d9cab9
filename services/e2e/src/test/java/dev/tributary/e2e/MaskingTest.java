package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Personal data are shown to whoever may read them, and to nobody else. */
class MaskingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Routes that show something though they take a body. */
  private static final List<String> READING =
      List.of("/preview", "/profiles/lookup", "{sync}/test", "/catalogue/values");

  private static final String REVEALING = "/revealed";

  private final Stack stack = Stack.started();

  @Test
  void valuesAreMaskedForWhoeverMayNotReadPersonalData() {
    Shop shop = stack.newShop();
    shop.source("web").identify("u-1", Map.of("email", "eve@shop.example", "firstName", "Eve"));
    await().atMost(PATIENCE).until(() -> !shop.profile("user_id", "u-1").isEmpty());
    String profile = shop.profile("user_id", "u-1");
    for (String part : new String[] {"", "/traits", "/identifiers", "/events", "/deliveries"}) {
      JsonNode seen = shop.engineer().get(shop.path("/profiles/" + profile + part));
      assertThat(seen.toString()).as(part).doesNotContain("eve@shop.example").doesNotContain("Eve");
    }
    assertThat(shop.engineer().get(shop.path("/profiles/" + profile + "/traits")).toString())
        .contains("\"masked\":true");
  }

  @Test
  void noRouteTellsWhoSomebodyIs() throws Exception {
    Inventory inventory = Inventory.of(stack);
    JsonNode bodies = inventory.bodies(stack);
    String token =
        new ApiClients(stack.installation())
            .tokens(inventory.shop().key(), new ApiClients.Rights("admin", false))
            .get();
    SoftAssertions softly = new SoftAssertions();
    int answered = 0;
    for (Route route : Route.all()) {
      boolean reads =
          route.method().equals("GET") || READING.stream().anyMatch(route.path()::endsWith);
      if (route.inWorkspace() && reads) {
        String body = route.method().equals("GET") ? "" : bodies.path(route.name()).toString();
        HttpResponse<String> answer =
            route.call(stack.url(Service.GATEWAY), route.to(inventory.things()), token, body);
        answered += answer.statusCode() == 200 ? 1 : 0;
        softly
            .assertThat(answer.body())
            .as("%s: %d %s", route.name(), answer.statusCode(), answer.body())
            .doesNotContain(inventory.email())
            .doesNotContain(inventory.firstName());
      }
    }
    softly.assertAll();
    assertThat(answered).isGreaterThan(40);
  }

  @Test
  void aSensitiveTraitIsInNoAnswerButInTheOneThatRevealsIt() throws Exception {
    Inventory inventory = Inventory.of(stack);
    Shop shop = inventory.shop();
    Map<String, String> things = spread(inventory);
    shop.admin()
        .put(shop.path("/traits/firstName/classification"), Map.of("classification", "sensitive"));
    await().atMost(PATIENCE).until(() -> isHidden(inventory, things));

    String token =
        new ApiClients(stack.installation()).tokens(shop.key(), ApiClients.Rights.ADMIN).get();
    JsonNode bodies = inventory.bodies(stack);
    SoftAssertions softly = new SoftAssertions();
    int answered = 0;
    for (Map<String, String> each : variants(shop, things)) {
      for (Route route : Route.all()) {
        boolean reads =
            route.method().equals("GET") || READING.stream().anyMatch(route.path()::endsWith);
        if (route.inWorkspace() && reads && !route.path().endsWith(REVEALING)) {
          String body = route.method().equals("GET") ? "" : bodies.path(route.name()).toString();
          HttpResponse<String> answer =
              route.call(stack.url(Service.GATEWAY), route.to(each), token, body);
          answered += answer.statusCode() == 200 ? 1 : 0;
          softly
              .assertThat(answer.body())
              .as("%s: %d", route.to(each), answer.statusCode())
              .doesNotContain(inventory.firstName());
        }
      }
    }
    softly.assertAll();
    assertThat(answered).isGreaterThan(60);
    assertThat(revealed(inventory, things).path("value").asText()).isEqualTo(inventory.firstName());
  }

  /** Brings the value everywhere: into rows, an audience, and records of another tool. */
  private static Map<String, String> spread(Inventory inventory) {
    Shop shop = inventory.shop();
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table given_names as select 1 as id, '%s' as email, '%s' as given"
            .formatted(inventory.email(), inventory.firstName()));
    warehouse.people(
        "given_names",
        "id",
        Map.of("identifiers", Map.of("email", "email"), "traits", Map.of("given", "firstName")));
    JsonNode run = warehouse.run("given_names");
    shop.destinations().webhook("hook");
    String sync = shop.syncs().rows("hook", "given_names", "id");
    String audience = shop.audience("named", Map.of("trait", "firstName", "operator", "exists"));
    shop.delivered();
    await().atMost(PATIENCE).until(() -> !shop.deliveries().of(sync, "delivered").isEmpty());
    Map<String, String> things = inventory.things();
    things.putAll(
        Map.of(
            "run",
            run.path("id").asText(),
            "model",
            run.path("model").asText(),
            "sync",
            sync,
            "audience",
            audience,
            "trait",
            "firstName"));
    return things;
  }

  /** Whether every service knows by now. */
  private static boolean isHidden(Inventory inventory, Map<String, String> things) {
    Shop shop = inventory.shop();
    return Stream.of(
            "/profiles/" + things.get("profile"),
            "/runs/" + things.get("run") + "/changes",
            "/audiences/" + things.get("audience") + "/explain/" + things.get("profile"),
            "/syncs/crm-contacts/preview")
        .noneMatch(
            path -> shop.admin().get(shop.path(path)).toString().contains(inventory.firstName()));
  }

  /** Everything that was sent and received, one after the other. */
  private static List<Map<String, String>> variants(Shop shop, Map<String, String> things) {
    List<Map<String, String>> variants = new ArrayList<>();
    List<String> syncs = List.of(things.get("sync"), "crm-contacts");
    for (String list : List.of("/deliveries", "/events", "/quarantine")) {
      for (JsonNode each : shop.admin().get(shop.path(list)).path("data")) {
        Map<String, String> variant = new TreeMap<>(things);
        variant.put(list.equals("/deliveries") ? "delivery" : "event", each.path("id").asText());
        variant.put("sync", syncs.get(variants.size() % syncs.size()));
        variants.add(variant);
      }
    }
    return variants;
  }

  private static JsonNode revealed(Inventory inventory, Map<String, String> things) {
    Shop shop = inventory.shop();
    return shop.admin()
        .get(shop.path("/profiles/" + things.get("profile") + "/traits/firstName/revealed"));
  }
}
