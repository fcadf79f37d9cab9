package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a vendor does, everyone arrives, nobody twice, and nobody else waits for it. */
class FailingVendorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String FAULTS = "/sandbox/hubspot/faults";
  private static final int PEOPLE = 30;
  private static final int STRUCK = 2;

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void nothingGoesWrongAnyMore() {
    sandbox.delete(FAULTS);
  }

  @Tag("soak")
  @Tag("soak-journeys")
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
          JsonNode struck = attempts.path(0).path("exchanges").path(0);
          assertThat(struck.path("status").asText("none")).isEqualTo(answer);
          assertThat(struck.path("body").asText()).contains(mark);
          assertThat(attempts.size()).isGreaterThan(1);
          assertThat(attempts.toString()).doesNotContain("pat-" + shop.key());
        });
  }

  @Test
  void aDeadDestinationSlowsNoOtherAndIsCaughtUpWhenItLives() {
    Shop shop = stack.newShop();
    shop.allowUnknown("marketing");
    Receiver dead = shop.destinations().webhook("dead");
    Receiver alive = shop.destinations().webhook("alive");
    dead.fail("{\"fault\": {\"kind\": \"hang\"}}");
    shop.syncs().events("dead");
    shop.syncs().events("alive");
    Source web = shop.source("web");
    for (int i = 0; i < PEOPLE; i++) {
      web.order("u-" + i, Instant.now());
    }
    await().atMost(PATIENCE).until(() -> alive.received() == PEOPLE);
    await().atMost(PATIENCE).until(() -> shop.destinations().state("dead").equals("failing"));
    assertThat(dead.requests()).isZero();

    for (int i = 0; i < PEOPLE; i++) {
      web.order("u-" + i, Instant.now());
    }
    JsonNode pipeline = shop.settle("delivered");
    assertThat(pipeline.path("caughtUp").asBoolean()).as(pipeline.toString()).isTrue();
    assertThat(alive.received()).isEqualTo(2 * PEOPLE);

    dead.recover();
    await().atMost(PATIENCE).until(() -> dead.received() == 2 * PEOPLE);
    shop.delivered();
    assertThat(dead.items().path("distinct").asInt()).isEqualTo(2 * PEOPLE);
    assertThat(dead.received()).isEqualTo(2 * PEOPLE);
    assertThat(shop.destinations().state("dead")).isEqualTo("active");
  }

  private String email(int i) {
    return "p" + i + "." + mark + "@shop.example";
  }
}
