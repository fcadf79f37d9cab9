package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.TrackMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a marketer's idea to a contact in a list, and out of it again when time has passed. */
class JourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();

  @Test
  void aPersonWhoQualifiesStandsInTheListAndLeavesItWhenTimeHasPassed() {
    Shop shop = stack.newShop();
    Source web = shop.source("web");
    shop.destinations().hubspot("crm");
    String list = "Buyers " + shop.id();
    shop.audience(
        "buyers",
        Map.of(
            "all",
            List.of(
                Map.of(
                    "event", "Order Completed",
                    "count", Map.of("atLeast", 2),
                    "window", Map.of("last", Map.of("amount", 30, "unit", "days"))),
                Map.of("trait", "churnScore", "operator", "greaterThan", "value", 0.7))));
    shop.syncs().contacts("crm");
    shop.syncs().list("crm", "buyers", list);

    String email = "ada." + shop.id() + "@shop.example";
    assertThat(
            web.send(
                "identify",
                Map.of(
                    "userId", "u-1",
                    "traits", Map.of("email", email, "firstName", "Ada", "churnScore", 0.9),
                    "context",
                        Map.of(
                            "consent", Map.of("categoryPreferences", Map.of("marketing", true))))))
        .isEqualTo(200);
    shop.consent("u-1", "marketing", "granted");
    web.order("u-1", Instant.now());
    shop.delivered();
    assertThat(sandbox.list(list)).isEmpty();

    Analytics analytics =
        Analytics.builder(web.writeKey()).endpoint(web.collector()).flushQueueSize(1).build();
    long accepted = System.nanoTime();
    analytics.enqueue(TrackMessage.builder("Order Completed").userId("u-1"));
    await().atMost(PATIENCE).until(() -> sandbox.list(list).contains(email));
    Report.latency("journey: order sent by the Java SDK to contact in the list", accepted);
    analytics.shutdown();
    assertThat(sandbox.contact(email).path("properties").path("firstname").asText())
        .isEqualTo("Ada");

    shop.admin().put(shop.path("/clock"), Map.of("offset", "P31D"));
    await().atMost(PATIENCE).until(() -> sandbox.list(list).isEmpty());
    assertThat(sandbox.contact(email).isMissingNode()).isFalse();
  }
}
