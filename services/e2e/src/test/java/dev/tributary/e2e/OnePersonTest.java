package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The warehouse, a browser and a phone speak of one person. */
@Tag("soak")
@Tag("soak-journeys")
class OnePersonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stack stack = Stack.started();

  @Test
  void warehouseBrowserAndPhoneLeadToOneProfileThatNamesAllThree() {
    Shop shop = stack.newShop();
    Source web = shop.source("web");
    Source phone = shop.source("phone");
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table customers as select 'MARY@shop.example ' as email, 'business' as plan,"
            + " 0.82 as churn");
    warehouse.connect();
    warehouse.people(
        "customers",
        "email",
        Map.of(
            "identifiers", Map.of("email", "email"),
            "traits", Map.of("plan", "plan", "churn", "churnScore")));
    assertThat(warehouse.run("customers").path("state").asText()).isEqualTo("succeeded");

    web.send("page", Map.of("anonymousId", "browser-1", "name", "Home"));
    web.send(
        "identify",
        Map.of(
            "anonymousId", "browser-1",
            "userId", "u-7",
            "traits", Map.of("email", "mary@shop.example")));
    phone.send(
        "identify",
        Map.of(
            "anonymousId", "phone-1",
            "userId", "u-7",
            "traits", Map.of("phone", "06 12345678")));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          String profile = shop.profile("email", "mary@shop.example");
          assertThat(profile).isNotEmpty();
          assertThat(shop.profile("anonymous_id", "browser-1")).isEqualTo(profile);
          assertThat(shop.profile("anonymous_id", "phone-1")).isEqualTo(profile);
          assertThat(shop.profile("phone", "+31612345678")).isEqualTo(profile);
          assertThat(shop.profile("user_id", "u-7")).isEqualTo(profile);
        });
    String profile = shop.profile("user_id", "u-7");
    Set<String> origins = new HashSet<>();
    for (JsonNode trait :
        shop.admin().get(shop.path("/profiles/" + profile + "/traits")).path("data")) {
      for (JsonNode said : trait.path("said")) {
        JsonNode origin = said.path("origin");
        origins.add(origin.path("kind").asText() + origin.path("source").asText());
      }
    }
    assertThat(origins).hasSize(3).anyMatch(origin -> origin.startsWith("row"));
    assertThat(shop.admin().get(shop.path("/profiles/" + profile + "/events")).path("data"))
        .hasSize(3);
  }
}
