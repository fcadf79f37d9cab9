package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a person did not allow makes no request; personal data are masked. */
class ConsentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = new Sandbox(stack.url(Service.SANDBOX));
  private final String email = "eve." + UUID.randomUUID().toString().substring(0, 8) + "@x.example";

  @Test
  void anUnknownOrDeniedPurposeIsWithheldAndAGrantedOneGoes() {
    Shop shop = stack.newShop();
    Shop.Source web = shop.source("web");
    shop.hubspot("crm");
    shop.syncContacts("crm");
    web.identify("u-1", Map.of("email", email, "firstName", "Eve"));
    await().atMost(PATIENCE).until(() -> !shop.profile("user_id", "u-1").isEmpty());
    assertThat(shop.settle("delivered").path("caughtUp").asBoolean()).isTrue();
    assertThat(sandbox.contact(email).isMissingNode()).isTrue();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(shop.admin().get(shop.path("/deliveries?state=withheld")).path("data"))
                .hasSize(1));

    shop.consent("u-1", "marketing", "granted");
    await().atMost(PATIENCE).until(() -> !sandbox.contact(email).isMissingNode());

    shop.consent("u-1", "marketing", "denied");
    assertThat(shop.settle("delivered").path("caughtUp").asBoolean()).isTrue();
    int writes = sandbox.contact(email).path("writes").asInt();
    web.identify("u-1", Map.of("email", email, "firstName", "Eva"));
    assertThat(shop.settle("delivered").path("caughtUp").asBoolean()).isTrue();
    assertThat(sandbox.contact(email).path("writes").asInt()).isEqualTo(writes);
  }

  @Test
  void valuesAreMaskedForWhoeverMayNotReadPersonalData() {
    Shop shop = stack.newShop();
    shop.source("web").identify("u-1", Map.of("email", email, "firstName", "Eve"));
    await().atMost(PATIENCE).until(() -> !shop.profile("user_id", "u-1").isEmpty());
    String profile = shop.profile("user_id", "u-1");
    for (String part : new String[] {"", "/traits", "/identifiers", "/events", "/deliveries"}) {
      JsonNode seen = shop.engineer().get(shop.path("/profiles/" + profile + part));
      assertThat(seen.toString()).as(part).doesNotContain(email).doesNotContain("Eve");
    }
    assertThat(shop.engineer().get(shop.path("/profiles/" + profile + "/traits")).toString())
        .contains("\"masked\":true");
  }
}
