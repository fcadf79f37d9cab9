package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people can do about syncs and deliveries. */
class DeliveriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REFUSED = "/sandbox/hubspot/refused-emails";
  private static final int PEOPLE = 5;

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void nothingIsRefusedAnyMore() {
    sandbox.delete(REFUSED);
  }

  @Test
  void whatWasRefusedIsTriedAgainOneOrOfACauseOrAll() {
    Shop shop = stack.newShop();
    shop.allowUnknown("marketing");
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");
    Source web = shop.source("web");
    for (int i = 0; i < PEOPLE; i++) {
      sandbox.post(REFUSED, "{\"email\":\"" + email(i) + "\"}");
      web.identify("u-" + i, Map.of("email", email(i), "firstName", "P" + i));
    }
    shop.delivered();
    Deliveries deliveries = shop.deliveries();
    assertThat(deliveries.of(contacts, "rejected")).hasSize(PEOPLE);
    JsonNode cause = shop.marketer().get(shop.path("/deliveries/causes")).path("data").path(0);
    assertThat(cause.path("count").asInt()).isEqualTo(PEOPLE);
    assertThat(cause.path("cause").asText()).isEqualTo("rejected");

    sandbox.delete(REFUSED);
    String one = deliveries.of(contacts, "rejected").getFirst().path("id").asText();
    shop.marketer().post(shop.path("/deliveries/" + one + "/retry"), Map.of());
    shop.delivered();
    assertThat(deliveries.find(one).path("state").asText()).isEqualTo("delivered");
    assertThat(deliveries.of(contacts, "rejected")).hasSize(PEOPLE - 1);

    // Refused once more, so that the cause is really tried again and not only forgotten.
    for (int i = 0; i < PEOPLE; i++) {
      sandbox.post(REFUSED, "{\"email\":\"" + email(i) + "\"}");
    }
    assertThat(retry(shop, Map.of("cause", "rejected", "sync", contacts))).isEqualTo(PEOPLE - 1);
    shop.delivered();
    assertThat(deliveries.of(contacts, "rejected")).hasSize(PEOPLE - 1);

    sandbox.delete(REFUSED);
    assertThat(retry(shop, Map.of("all", true))).isEqualTo(PEOPLE - 1);
    shop.delivered();
    assertThat(deliveries.of(contacts, "delivered")).hasSize(PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
      JsonNode contact = sandbox.contact(email(i));
      // A write whose answer came too late was sent again, as it was.
      assertThat(contact.path("writes").asInt() - contact.path("unchangedWrites").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void aSyncIsPreviewedTestedPausedResumedAndRunAgain() {
    Shop shop = stack.newShop();
    shop.allowUnknown("marketing");
    Source web = shop.source("web");
    Receiver hook = shop.destinations().webhook("hook");
    String sync = shop.path("/syncs/" + shop.syncs().profiles("hook"));
    web.identify("u-0", Map.of("email", email(0), "firstName", "P0"));
    shop.delivered();
    assertThat(hook.requests()).isEqualTo(1);

    JsonNode preview = shop.admin().get(sync + "/preview");
    assertThat(preview.path("requests").path(0).path("body").asText()).contains(email(0));
    assertThat(hook.requests()).isEqualTo(1);

    JsonNode test =
        shop.admin().post(sync + "/test", Map.of("profile", shop.profile("user_id", "u-0")));
    assertThat(test.path("ok").asBoolean()).isTrue();
    assertThat(hook.bodies()).hasSize(2).allMatch(body -> body.contains(email(0)));

    shop.syncs().rerun("hook-profiles");
    assertThat(shop.syncs().find("hook-profiles").path("run").path("state").asText())
        .isEqualTo("done");
    assertThat(hook.requests()).isEqualTo(2);

    shop.marketer().post(sync + "/pause", Map.of());
    web.identify("u-0", Map.of("firstName", "Another"));
    shop.delivered();
    assertThat(hook.requests()).isEqualTo(2);
    shop.marketer().post(sync + "/resume", Map.of());
    await().atMost(PATIENCE).until(() -> hook.requests() == 3);
    assertThat(hook.bodies().getLast()).contains("Another");
  }

  @Test
  void aPausedDestinationKeepsWhatIsMeantForIt() {
    Shop shop = stack.newShop();
    shop.allowUnknown("marketing");
    Receiver hook = shop.destinations().webhook("hook");
    shop.syncs().events("hook");
    shop.destinations().pause("hook");
    shop.source("web").order("u-1", Instant.now());
    shop.delivered();
    assertThat(hook.requests()).isZero();
    shop.destinations().resume("hook");
    await().atMost(PATIENCE).until(() -> hook.received() == 1);
  }

  private static int retry(Shop shop, Map<String, ?> which) {
    return shop.marketer().post(shop.path("/deliveries/retry"), which).path("retried").asInt();
  }

  private String email(int i) {
    return "p" + i + "." + mark + "@shop.example";
  }
}
