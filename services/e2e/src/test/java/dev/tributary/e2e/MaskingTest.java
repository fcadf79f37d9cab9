package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import java.io.IOException;
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
      List.of(
          "/preview",
          "/profiles/lookup",
          "/profiles/explain",
          "/profiles/search",
          "{sync}/test",
          "/catalogue/values");

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
      if (route.inWorkspace() && shows(route)) {
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
    assertThat(isHidden(inventory, things)).isFalse();
    shop.admin()
        .put(shop.path("/traits/firstName/classification"), Map.of("classification", "sensitive"));
    await().atMost(PATIENCE).until(() -> isHidden(inventory, things));

    String token =
        new ApiClients(stack.installation()).tokens(shop.key(), ApiClients.Rights.ADMIN).get();
    JsonNode bodies = inventory.bodies(stack);
    SoftAssertions softly = new SoftAssertions();
    int answered = 0;
    for (Asked asked : everything(shop, things)) {
      Route route = asked.route();
      String body = route.method().equals("GET") ? "" : bodies.path(route.name()).toString();
      HttpResponse<String> answer =
          route.call(stack.url(Service.GATEWAY), route.to(asked.things()), token, body);
      answered += answer.statusCode() == 200 ? 1 : 0;
      softly
          .assertThat(answer.body())
          .as("%s: %d", route.to(asked.things()), answer.statusCode())
          .doesNotContain(inventory.firstName());
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
        "create table names as select 1 as id, '%s' as email, '%s' as given"
            .formatted(inventory.email(), inventory.firstName()));
    warehouse.people(
        "names",
        "id",
        Map.of("identifiers", Map.of("email", "email"), "traits", Map.of("given", "firstName")));
    JsonNode run = warehouse.run("names");
    shop.destinations().webhook("hook");
    String sync = shop.syncs().rows("hook", "names", "id");
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

  private record Asked(Route route, Map<String, String> things) {}

  /** Every route that shows something, of whatever was sent and received. */
  private static List<Asked> everything(Shop shop, Map<String, String> things) throws IOException {
    Map<String, List<String>> several =
        Map.of(
            "{delivery}", ids(shop, "/deliveries"),
            "{event}",
                Stream.concat(ids(shop, "/events").stream(), ids(shop, "/quarantine").stream())
                    .toList(),
            "{sync}", ids(shop, "/syncs"));
    List<Asked> asked = new ArrayList<>();
    for (Route route : Route.all()) {
      if (route.inWorkspace() && shows(route) && !route.path().endsWith(REVEALING)) {
        asked.add(new Asked(route, things));
        several.forEach((placeholder, ids) -> {
          if (route.path().contains(placeholder)) {
            String name = placeholder.substring(1, placeholder.length() - 1);
            for (String id : ids) {
              Map<String, String> others = new TreeMap<>(things);
              others.put(name, id);
              asked.add(new Asked(route, others));
            }
          }
        });
      }
    }
    return asked;
  }

  private static boolean shows(Route route) {
    return route.method().equals("GET") || READING.stream().anyMatch(route.path()::endsWith);
  }

  private static List<String> ids(Shop shop, String list) {
    List<String> ids = new ArrayList<>();
    shop.admin()
        .get(shop.path(list))
        .path("data")
        .forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }

  private static JsonNode revealed(Inventory inventory, Map<String, String> things) {
    Shop shop = inventory.shop();
    return shop.admin()
        .get(shop.path("/profiles/" + things.get("profile") + "/traits/firstName/revealed"));
  }
}
