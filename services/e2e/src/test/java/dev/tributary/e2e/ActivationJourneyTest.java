package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.launch.Service;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a tool that is connected on the screen to the record that stands in it. */
class ActivationJourneyTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  @RegisterExtension final WebUi ui = new WebUi();

  @Test
  void aToolIsConnectedAnAudienceGoesThereAndWhoeverQualifiesStandsInItsList() {
    Shop shop = Stack.started().newShop();
    shop.allowUnknown("marketing");
    Source web = shop.source("web");
    String buyers = "buyers-" + mark;
    String audience = shop.audience(buyers, Map.of("event", "Order Completed"));
    buys(web, "ada");
    shop.recorded();

    try (Visitor engineer = ui.visit(shop, ENGINEER, "/destinations/new")) {
      connectHubSpot(engineer.page(), "pat-" + shop.key());
    }

    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/" + audience)) {
      Page page = marketer.page();
      link(page, "Send to a destination").click();
      field(page, "Person").fill(email("ada"));
      button(page, "Preview").click();
      assertThat(page.getByText("Would be sent", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      assertThat(labelled(page, "Request").first()).containsText(email("ada"));
      assertThat(labelled(page, "Request").first()).containsText("Name of ada");
      assertThat(page.getByText("joins the list “%s”".formatted(buyers))).isVisible();
      assertThat(labelled(page, "Request").last()).containsText("CONTACT-ID");
      assertThat(sandbox().list(buyers)).isEmpty();

      button(page, "Create and turn on").click();
      page.getByRole(AriaRole.TAB, named("Sync log")).click();
      assertThat(link(page, email("ada")).first()).isVisible();
      page.evaluate("() => { window.neverReloaded = true; }");
      long sent = System.nanoTime();
      buys(web, "bob");
      assertThat(link(page, email("bob")).first()).isVisible();
      Report.latency("activation: order to the delivery on the page", sent);
      assertThat(page.evaluate("() => window.neverReloaded")).isEqualTo(true);
      await()
          .atMost(WebUi.PATIENCE)
          .untilAsserted(() ->
              assertThat(sandbox().list(buyers))
                  .containsExactlyInAnyOrder(email("ada"), email("bob")));
      await()
          .atMost(WebUi.PATIENCE)
          .untilAsserted(() ->
              assertThat(shop.deliveries().inState("delivered"))
                  .as("the record of a membership is the match value of its member")
                  .filteredOn(each -> each.path("object").asText().equals("list-memberships"))
                  .extracting(each -> each.path("record").asText())
                  .containsExactlyInAnyOrder(email("ada"), email("bob")));
      // The name of a new sync has the destination's name already.
      marketer.open("/audiences/" + audience);
      assertThat(link(page, buyers + " to HubSpot").first()).isVisible();
      assertThat(page.getByText("to HubSpot to")).hasCount(0);
    }
  }

  /** From the choice of the tool to its page, with a test in between. */
  private void connectHubSpot(Page page, String token) {
    link(page, "HubSpot").click();
    field(page, "Access token").fill(token);
    field(page, "Purposes").fill("marketing");
    page.keyboard().press("Enter");
    page.getByText("Address and limit").click();
    field(page, "Custom address").fill(Stack.started().url(Service.SANDBOX));
    button(page, "Test connection").click();
    assertThat(page.getByText("The destination answers and accepts the credentials.")).isVisible();
    button(page, "Create destination").click();
    assertThat(page.getByRole(AriaRole.HEADING, named("HubSpot").setLevel(1))).isVisible();
    assertThat(page.getByText("No sync sends data here yet.")).isVisible();
    assertThat(page.content()).doesNotContain(token);
  }

  @Test
  void aRefusalIsReadCorrectedAtItsTraitAndGoesByItself() {
    Shop shop = Stack.started().newShop();
    shop.allowUnknown("marketing");
    Source web = shop.source("web");
    web.identify("ada", Map.of("email", email("ada"), "lifecycleStage", "very loyal"));
    web.identify("bob", Map.of("email", email("bob"), "lifecycleStage", "lead"));
    shop.recorded();
    shop.destinations().hubspot("crm");
    String stages = shop.syncs().contacts("crm", "lifecyclestage", "lifecycleStage");
    await()
        .atMost(WebUi.PATIENCE)
        .until(() ->
            shop.deliveries().of(stages, "rejected").size() == 1
                && shop.deliveries().of(stages, "delivered").size() == 1);

    try (Visitor marketer = ui.visit(shop, MARKETER, "")) {
      Page page = marketer.page();
      assertThat(page.getByText("\"very loyal\" is no option of this field").first()).isVisible();
      page.getByRole(AriaRole.LINK, named("Open").setExact(true)).click();
      assertThat(page.getByRole(AriaRole.HEADING, named("Sync log").setLevel(1))).isVisible();
      assertThat(button(page, "Try again: 1 delivery")).isVisible();
      link(page, email("ada")).first().click();
      assertThat(page.getByText("Refused").first()).isVisible();
      link(page, "Correct lifecycleStage").click();

      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog
          .getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Value"))
          .fill("customer");
      dialog
          .getByRole(
              AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Correct").setExact(true))
          .click();
      await().atMost(WebUi.PATIENCE).until(() -> !sandbox().contact(email("ada")).isMissingNode());
      JsonNode contact = sandbox().contact(email("ada"));
      assertThat(contact.path("properties").path("lifecyclestage").asText()).isEqualTo("customer");

      page.goBack();
      assertThat(page.getByText("The destination has exactly this content.").first()).isVisible();
      marketer.open("");
      assertThat(page.getByText("Nothing needs your attention.")).isVisible();
    }
  }

  @Test
  void aRefusedAddressIsCorrectedInTheSyncLogAndGoesByItself() {
    Shop shop = Stack.started().newShop();
    shop.allowUnknown("marketing");
    String wrong = email("wrong");
    String right = email("right");
    sandbox().post("/sandbox/hubspot/refused-emails", "{\"email\":\"" + wrong + "\"}");
    Source web = shop.source("web");
    web.identify("eve", Map.of("email", wrong, "firstName", "Eve"));
    shop.recorded();
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");
    await()
        .atMost(WebUi.PATIENCE)
        .until(() -> shop.deliveries().of(contacts, "rejected").size() == 1);
    String delivery = shop.deliveries().of(contacts, "rejected").getFirst().path("id").asText();

    try (Visitor marketer = ui.visit(shop, MARKETER, "/deliveries/" + delivery)) {
      Page page = marketer.page();
      button(page, "Correct e-mail address").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      assertThat(dialog).containsText(wrong);
      Soundness.check(page, "correct-identifier");
      dialog.getByRole(AriaRole.TEXTBOX).fill(right);
      dialog
          .getByRole(
              AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Correct").setExact(true))
          .click();
      await().atMost(WebUi.PATIENCE).until(() -> !sandbox().contact(right).isMissingNode());
      assertThat(page.getByText("The destination has exactly this content.").first()).isVisible();
    }

    // A later event with the wrong address changes nothing at the destination.
    web.identify("eve", Map.of("email", wrong, "firstName", "Eva"));
    await()
        .atMost(WebUi.PATIENCE)
        .until(() -> sandbox().contact(right).at("/properties/firstname").asText().equals("Eva"));
    assertThat(sandbox().contact(wrong).isMissingNode()).isTrue();
    assertThat(shop.deliveries().of(contacts, "rejected")).isEmpty();
  }

  private void buys(Source web, String who) {
    web.identify(who, Map.of("email", email(who), "firstName", "Name of " + who));
    web.order(who, Instant.now());
  }

  private String email(String who) {
    return who + "-" + mark + "@shop.example";
  }

  private Sandbox sandbox() {
    return Stack.started().sandbox();
  }

  private static Locator field(Page page, String label) {
    return page.locator("input").and(page.getByLabel(label));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
  }
}
