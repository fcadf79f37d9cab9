package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever HubSpot answers, each contact arrives once. All shops share the account of the stand-in,
 * so a fault in it would meet the contacts of other tests.
 */
@Isolated("HubSpot fails for all shops")
@Tag("soak")
@Tag("soak-journeys")
class FailingHubSpotTest {
  private static final String FAULTS = "/sandbox/hubspot/faults";
  private static final int PEOPLE = 30;
  private static final int STRUCK = 2;

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void nothingFailsAnyMore() {
    sandbox.delete(FAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429   | {"kind": "rate-limited", "retryAfterSeconds": 2}
          500   | {"kind": "server-error"}
          500   | {"kind": "server-error", "moment": "after-processing"}
          none  | {"kind": "hang"}
          none  | {"kind": "hang", "moment": "after-processing"}
          none  | {"kind": "cut"}
          none  | {"kind": "cut", "moment": "after-processing"}
          """)
  void everyContactIsThereOnceAndTheDeliveriesShowWhatWentWrong(String answer, String fault) {
    Shop shop = stack.newShop();
    shop.allowUnknown("marketing");
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");
    sandbox.post(
        FAULTS,
        "{\"fault\": %s, \"requests\": %d, \"path\": \"/contacts/batch/upsert\"}"
            .formatted(fault, STRUCK));
    Source web = shop.source("web");
    for (int i = 0; i < PEOPLE; i++) {
      web.identify("u-" + i, Map.of("email", email(i), "firstName", "P" + i));
    }
    shop.delivered();

    assertThat(sandbox.get(FAULTS).path(0).path("hits").asInt()).isEqualTo(STRUCK);
    for (int i = 0; i < PEOPLE; i++) {
      JsonNode contact = sandbox.contact(email(i));
      assertThat(contact.path("properties").path("firstname").asText()).isEqualTo("P" + i);
      assertThat(contact.path("writes").asInt() - contact.path("unchangedWrites").asInt())
          .as("how often %s was written with an effect", email(i))
          .isEqualTo(1);
    }
    assertThat(shop.deliveries().of(contacts, "delivered")).hasSize(PEOPLE);
    assertThat(shop.deliveries().of(contacts, "delivered"))
        .anySatisfy(delivery -> {
          JsonNode attempts = shop.deliveries().find(delivery.path("id").asText()).path("attempts");
          // The first attempt may have read the fields of HubSpot before.
          JsonNode exchanges = attempts.path(0).path("exchanges");
          JsonNode struck = exchanges.path(exchanges.size() - 1);
          assertThat(struck.path("status").asText("none")).isEqualTo(answer);
          assertThat(struck.path("body").asText()).contains(mark);
          assertThat(attempts.size()).isGreaterThan(1);
          assertThat(attempts.toString()).doesNotContain("pat-" + shop.key());
        });
  }

  private String email(int i) {
    return "p" + i + "." + mark + "@shop.example";
  }
}
