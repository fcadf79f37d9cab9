package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Personal data are shown to whoever may read them, and to nobody else. */
class MaskingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Routes that show something though they take a body. */
  private static final List<String> READING =
      List.of("/preview", "/profiles/lookup", "{sync}/test");

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
}
