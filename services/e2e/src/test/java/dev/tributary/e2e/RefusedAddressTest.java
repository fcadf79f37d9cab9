package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One bad record never costs the other ninety-nine. */
@Tag("soak")
@Tag("soak-journeys")
class RefusedAddressTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PEOPLE = 100;

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void nothingIsRefusedAnyMore() {
    sandbox.delete("/sandbox/hubspot/refused-emails");
  }

  @Test
  void theOthersArriveTheOneIsShownInTheVendorsWordsAndGoesByItselfOnceCorrected() {
    Shop shop = stack.newShop();
    Source web = shop.source("web");
    shop.allowUnknown("marketing");
    sandbox.post("/sandbox/hubspot/refused-emails", "{\"email\":\"" + email(13) + "\"}");
    for (int i = 0; i < PEOPLE; i++) {
      web.identify("u-" + i, Map.of("email", email(i), "firstName", "P" + i));
    }
    shop.recorded();
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          for (int i = 0; i < PEOPLE; i++) {
            assertThat(sandbox.contact(email(i)).isMissingNode()).as(email(i)).isEqualTo(i == 13);
          }
        });
    shop.delivered();
    assertThat(shop.deliveries().of(contacts, "delivered")).hasSize(PEOPLE - 1);
    List<JsonNode> rejected = shop.deliveries().of(contacts, "rejected");
    assertThat(rejected).hasSize(1);
    JsonNode refused = rejected.getFirst();
    assertThat(refused.path("record").asText()).isEqualTo(email(13));
    assertThat(refused.path("cause").path("words").asText())
        .contains("Email address " + email(13) + " is invalid");
    JsonNode attempts = shop.deliveries().find(refused.path("id").asText()).path("attempts");
    JsonNode exchanges = attempts.path(attempts.size() - 1).path("exchanges");
    assertThat(exchanges.path(exchanges.size() - 1).path("status").asInt()).isEqualTo(400);

    String corrected = "corrected." + email(13);
    web.identify("u-13", Map.of("email", corrected, "firstName", "P13"));
    await().atMost(PATIENCE).until(() -> !sandbox.contact(corrected).isMissingNode());
    shop.delivered();
    assertThat(shop.deliveries().of(contacts, "delivered")).hasSize(PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
      JsonNode contact = sandbox.contact(i == 13 ? corrected : email(i));
      // A write whose answer came too late was sent again, as it was.
      assertThat(contact.path("writes").asInt() - contact.path("unchangedWrites").asInt())
          .as(email(i))
          .isEqualTo(1);
    }
  }

  private String email(int i) {
    return "p" + i + "." + mark + "@shop.example";
  }
}
