package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.Cookie;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.browser.Chromium;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever was shown who somebody is stands on record, whichever service showed it. */
@Tag("soak")
@Tag("soak-journeys")
class AuditTrailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSWORD = "correct horse battery staple";

  private final Stack stack = Stack.started();
  private final String username = "person-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void everyRouteThatTellsAPersonWhoSomebodyIsLeavesAnEntry() throws Exception {
    Inventory inventory = Inventory.of(stack);
    Shop shop = inventory.shop();
    Map<String, String> things = inventory.spread();
    JsonNode bodies = inventory.bodies(stack);
    Map<String, String> telling = tellingBodies(inventory);
    JsonNode document = shop.admin().get("/api/v1/openapi.json");
    Map<String, String> session = signedIn(shop);
    Set<String> told = new TreeSet<>();
    for (Asked asked : Asked.everything(shop, things)) {
      Route route = asked.route();
      String body =
          route.method().equals("GET")
              ? ""
              : telling.getOrDefault(route.name(), bodies.path(route.name()).toString());
      HttpResponse<String> answer =
          route.call(stack.url(Service.GATEWAY), route.to(asked.things()), session, body);
      if (answer.statusCode() == 200
          && (answer.body().contains(inventory.email())
              || answer.body().contains(inventory.firstName()))) {
        told.add(operation(document, route));
      }
    }
    assertThat(told)
        .contains("readProfile", "readDelivery", "explainMembership", "listChangedRows")
        .contains("searchProfiles", "previewAudience", "listCatalogueValues", "previewSync")
        .contains("previewUnmerge")
        .hasSizeGreaterThan(20);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(onRecord(shop)).containsAll(told));
  }

  /** What has to be asked of some routes for an answer that tells of somebody. */
  private static Map<String, String> tellingBodies(Inventory inventory) {
    String workspace = "POST /api/v1/workspaces/{workspace}";
    return Map.of(
        workspace + "/profiles/search",
        "{\"query\":\"%s\"}".formatted(inventory.email()),
        workspace + "/audiences/preview",
        "{\"rule\":{\"trait\":\"firstName\",\"operator\":\"exists\"}}",
        workspace + "/catalogue/values",
        "{\"trait\":\"firstName\"}");
  }

  /** Headers of somebody at a browser, who may read personal data. */
  private Map<String, String> signedIn(Shop shop) {
    stack.users().ensure(username, PASSWORD);
    shop.join(username, Map.of("role", "admin", "personalData", true));
    try (Chromium chromium = Chromium.launch();
        BrowserSession browser =
            new BrowserSession(chromium.browser(), stack.url(Service.GATEWAY))) {
      browser.open("/api/v1/me");
      browser.signIn(username, PASSWORD);
      Cookie cookie = browser.sessionCookie().orElseThrow();
      return Map.of("Cookie", cookie.name + "=" + cookie.value, "X-Tributary-CSRF", "1");
    }
  }

  private static String operation(JsonNode document, Route route) {
    return document
        .path("paths")
        .path(route.path())
        .path(route.method().toLowerCase(Locale.ROOT))
        .path("operationId")
        .asText();
  }

  private Set<String> onRecord(Shop shop) {
    Set<String> operations = new TreeSet<>();
    String cursor = "";
    do {
      JsonNode page = shop.admin().get(shop.path("/audit?limit=200&actor=" + username + cursor));
      page.path("data").forEach(entry -> operations.add(entry.path("operation").asText()));
      cursor =
          page.path("nextCursor").isTextual() ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return operations;
  }
}
