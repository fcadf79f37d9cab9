package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One bad record never costs the other ninety-nine. */
class RefusedAddressTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PEOPLE = 100;

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = new Sandbox(stack.url(Service.SANDBOX));
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void nothingIsRefusedAnyMore() {
    sandbox.delete("/sandbox/hubspot/refused-emails");
  }

  @Test
  void theOthersArriveTheOneIsShownInTheVendorsWordsAndGoesByItselfOnceCorrected() {
    Shop shop = stack.newShop();
    Shop.Source web = shop.source("web");
    shop.allowUnknown("marketing");
    sandbox.post("/sandbox/hubspot/refused-emails", "{\"email\":\"" + email(13) + "\"}");
    for (int i = 0; i < PEOPLE; i++) {
      web.identify("u-" + i, Map.of("email", email(i), "firstName", "P" + i));
    }
    shop.settle("ledger");
    shop.hubspot("crm");
    shop.syncContacts("crm");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          for (int i = 0; i < PEOPLE; i++) {
            assertThat(sandbox.contact(email(i)).isMissingNode()).as(email(i)).isEqualTo(i == 13);
          }
        });
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode rejected = shop.admin().get(shop.path("/deliveries?state=rejected"));
          assertThat(rejected.path("data")).hasSize(1);
          String id = rejected.path("data").path(0).path("id").asText();
          assertThat(shop.admin().get(shop.path("/deliveries/" + id)).toString())
              .contains(email(13))
              .containsIgnoringCase("invalid");
        });

    String corrected = "corrected." + email(13);
    web.identify("u-13", Map.of("email", corrected, "firstName", "P13"));
    await().atMost(PATIENCE).until(() -> !sandbox.contact(corrected).isMissingNode());
  }

  private String email(int i) {
    return "p" + i + "." + mark + "@shop.example";
  }
}
