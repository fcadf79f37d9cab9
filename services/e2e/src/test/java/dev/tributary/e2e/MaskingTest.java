package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.ApiFailure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Personal data are shown to whoever may read them, and to nobody else. */
class MaskingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
      if (Asked.shows(route)) {
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
    Map<String, String> things = inventory.spread();
    assertThat(isHidden(inventory, things)).isFalse();
    shop.admin()
        .put(shop.path("/traits/firstName/classification"), Map.of("classification", "sensitive"));
    await().atMost(PATIENCE).until(() -> isHidden(inventory, things));

    String token =
        new ApiClients(stack.installation()).tokens(shop.key(), ApiClients.Rights.ADMIN).get();
    JsonNode bodies = inventory.bodies(stack);
    SoftAssertions softly = new SoftAssertions();
    int answered = 0;
    for (Asked asked : Asked.everything(shop, things)) {
      Route route = asked.route();
      if (route.path().endsWith(REVEALING)) {
        continue;
      }
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

  /** Whether every service knows by now. */
  private static boolean isHidden(Inventory inventory, Map<String, String> things) {
    Shop shop = inventory.shop();
    return Stream.of(
            "/profiles/" + things.get("profile"),
            "/runs/" + things.get("run") + "/changes",
            "/audiences/" + things.get("audience") + "/explain/" + things.get("profile"),
            "/syncs/crm-contacts/preview")
        .noneMatch(path -> shows(shop, path, inventory.firstName()));
  }

  /** An explanation is refused as soon as the rule asks for a sensitive trait. */
  private static boolean shows(Shop shop, String path, String value) {
    try {
      return shop.admin().get(shop.path(path)).toString().contains(value);
    } catch (ApiFailure refused) {
      assertThat(refused.status()).isEqualTo(403);
      return false;
    }
  }

  private static JsonNode revealed(Inventory inventory, Map<String, String> things) {
    Shop shop = inventory.shop();
    return shop.admin()
        .get(shop.path("/profiles/" + things.get("profile") + "/traits/firstName/revealed"));
  }
}
