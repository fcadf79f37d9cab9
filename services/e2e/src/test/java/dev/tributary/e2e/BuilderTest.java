package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static dev.tributary.e2e.RuleEditor.accessible;
import static dev.tributary.e2e.RuleEditor.add;
import static dev.tributary.e2e.RuleEditor.condition;
import static dev.tributary.e2e.RuleEditor.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A marketer builds an audience without typing code. */
@Tag("soak")
@Tag("soak-journeys")
class BuilderTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  /** Of four people one is loyal, at risk and content; each of the others fails one condition. */
  private Shop shopWithFourPeople() {
    Shop shop = Stack.started().newShop();
    Source web = shop.source("web");
    person(web, "ada", 0.9, 2);
    person(web, "bob", 0.9, 2);
    person(web, "cy", 0.9, 1);
    person(web, "dora", 0.2, 2);
    web.send("track", Map.of("userId", "bob", "event", "Ticket Opened"));
    String complainers =
        shop.marketer()
            .post(
                shop.path("/audiences"),
                Map.of(
                    "key", "recent-complainers",
                    "name", "Recent complainers",
                    "rule", Map.of("event", "Ticket Opened")))
            .path("id")
            .asText();
    await().atMost(WebUi.PATIENCE).until(() -> count(shop, atRisk(complainers)) == 1);
    // The search offers only what the catalogue lists.
    await()
        .atMost(WebUi.PATIENCE)
        .until(() -> catalogue(shop, "events").contains("Order Completed"));
    await().atMost(WebUi.PATIENCE).until(() -> catalogue(shop, "traits").contains("churnScore"));
    return shop;
  }

  private static String catalogue(Shop shop, String kind) {
    return shop.marketer().get(shop.path("/catalogue/" + kind)).toString();
  }

  private static void person(Source web, String id, double churnScore, int orders) {
    web.identify(id, Map.of("churnScore", churnScore, "plan", "pro"));
    for (int order = 0; order < orders; order++) {
      web.order(id, Instant.now());
    }
  }

  private static Map<String, ?> atRisk(String complainers) {
    return Map.of(
        "all",
        List.of(
            Map.of(
                "event", "Order Completed",
                "count", Map.of("atLeast", 2),
                "window", Map.of("last", Map.of("amount", 30, "unit", "days"))),
            Map.of("trait", "churnScore", "operator", "greaterThan", "value", 0.7),
            Map.of("audience", complainers, "in", false)));
  }

  private static int count(Shop shop, Map<String, ?> rule) {
    return shop.marketer()
        .post(shop.path("/audiences/preview"), Map.of("rule", rule))
        .path("count")
        .asInt();
  }

  @Test
  void anAudienceIsBuiltUnderstoodSavedAndChanged() {
    Shop shop = shopWithFourPeople();
    try (Visitor visitor = ui.visit(shop, MARKETER, "/audiences")) {
      Page page = visitor.page();
      link(page, "New audience").click();
      labelled(page, "Name").fill("Loyal but at risk");

      add(page, "order comp");
      Locator orders = condition(page, "Order Completed");
      orders.getByLabel("Times").fill("2");
      orders.getByLabel("When").selectOption(label("in the last"));
      assertThat(orders).containsText("3 people left");

      add(page, "churn score");
      Locator churn = condition(page, "churn score");
      churn.getByLabel("Value").fill("0.7");
      assertThat(churn).containsText("2 people left");

      add(page, "complainers");
      Locator complainers = condition(page, "Recent complainers");
      complainers.getByLabel("Member or not").selectOption(label("are not in"));
      assertThat(complainers).containsText("1 person left");
      assertThat(page.getByText("and who are not in Recent complainers")).isVisible();

      String ada = shop.profile("user_id", "ada");
      button(page, "Why is Person …" + ada.substring(ada.length() - 4)).click();
      assertThat(page.getByRole(AriaRole.REGION, named("Some of these people")))
          .containsText("0.9");
      accessible(page);

      button(page, "Create audience").click();
      assertThat(title(page)).hasText("Loyal but at risk");
      assertThat(saved(shop, "loyal-but-at-risk").path("rule").path("all")).hasSize(3);
      assertThat(page.getByText("1 person").first()).isVisible();

      changeAndSeeTheEffect(page);
      assertThat(saved(shop, "loyal-but-at-risk").path("version").asInt()).isEqualTo(2);
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  private static void changeAndSeeTheEffect(Page page) {
    link(page, "Edit").click();
    Locator churn = condition(page, "churn score");
    churn.getByLabel("Value").fill("0.95");
    assertThat(page.getByText("1 person leaves")).isVisible();
    assertThat(page.getByText("No destination receives this audience yet.")).isVisible();
    churn.getByLabel("Value").press("Control+z");
    assertThat(page.getByText("Nobody joins or leaves.")).isVisible();
    churn.getByLabel("Value").press("Control+Shift+z");
    button(page, "Save changes").click();
    assertThat(title(page)).hasText("Loyal but at risk");
    assertThat(link(page, "Edit")).isVisible();
  }

  @Test
  void aTemplateBeginsItOverlapsAreToldAndTheFunnelSaysWhoArrives() {
    Shop shop = shopWithFourPeople();
    shop.allowUnknown("marketing");
    try (Visitor visitor = ui.visit(shop, MARKETER, "/audiences/new")) {
      Page page = visitor.page();
      labelled(page, "Name").fill("Repeat buyers");
      Locator templates = page.getByRole(AriaRole.REGION, named("start from one of these"));
      assertThat(templates).containsText("Lapsed buyers");
      assertThat(templates).not().containsText("Signed up, never bought");
      add(page, "repeat buy");
      Locator orders = condition(page, "Order Completed");
      assertThat(orders.getByLabel("Times")).hasValue("2");
      assertThat(orders).containsText("3 people left");
      assertThat(templates).hasCount(0);

      Locator alsoIn = page.getByRole(AriaRole.REGION, named("Also in"));
      assertThat(alsoIn).containsText("Recent complainers");
      assertThat(alsoIn).containsText("1 person · 33.3% of these");
      accessible(page);
      button(page, "Create audience").click();
      assertThat(title(page)).hasText("Repeat buyers");

      shop.source("crm").identify("ada", Map.of("email", "ada@example.org"));
      shop.destinations().webhook("hook");
      shop.syncs().audience("hook", "repeat-buyers");
      visitor.open("/audiences/repeat-buyers/edit");
      Locator funnel = page.getByRole(AriaRole.LIST, named("From Repeat buyers to hook"));
      assertThat(funnel).containsText("In the audience3");
      assertThat(funnel).containsText("2 without an identifier");
      assertThat(funnel).containsText("Accepted by hook1");
      accessible(page);

      visitor.open("/audiences/repeat-buyers");
      link(page, "1, Accepted by hook: show these people").click();
      assertThat(title(page)).hasText("Sync log");
      assertThat(link(page, "ada@example.org").first()).isVisible();
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  private static JsonNode saved(Shop shop, String key) {
    return shop.marketer().get(shop.path("/audiences/" + key));
  }
}
