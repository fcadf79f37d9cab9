package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static dev.tributary.e2e.RuleEditor.accessible;
import static dev.tributary.e2e.RuleEditor.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A marketer changes an audience that is there. */
@Tag("soak")
@Tag("soak-journeys")
class AudienceChangeTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private final Shop shop = Stack.started().newShop();
  private final Source web = shop.source("web");

  @Test
  void anAudienceOfADestinationIsSavedAfterItsEffectWasConfirmed() {
    shop.allowUnknown("marketing");
    web.identify("ada", Map.of("email", "ada@shop.example", "churnScore", 0.9));
    web.identify("bob", Map.of("email", "bob@shop.example", "churnScore", 0.5));
    shop.recorded();
    shop.audience(
        "at-risk", Map.of("trait", "churnScore", "operator", "greaterThan", "value", 0.7));
    Receiver hook = shop.destinations().webhook("hook");
    shop.syncs().audience("hook", "at-risk");
    await().atMost(WebUi.PATIENCE).until(() -> hook.requests() == 1);
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/at-risk/edit")) {
      Page page = marketer.page();
      condition(page, "churn score").getByLabel("Value").fill("0.4");
      button(page, "Save changes").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG, named("Save changes to at-risk?"));
      assertThat(dialog).containsText("1 person joins");
      assertThat(dialog).containsText("Added: 1 person");
      accessible(page);
      button(dialog, "Cancel").click();
      assertThat(dialog).hasCount(0);
      assertThat(audience().path("version").asInt()).isEqualTo(1);

      button(page, "Save changes").click();
      button(dialog, "Save and update destinations").click();
      assertThat(title(page)).hasText("at-risk");
      assertThat(audience().path("version").asInt()).isEqualTo(2);
      await()
          .atMost(WebUi.PATIENCE)
          .pollInSameThread()
          .untilAsserted(
              () -> assertThat(hook.bodies()).anyMatch(body -> body.contains("bob@shop.example")));
    }
  }

  @Test
  void anAudienceGetsAFolderAndTags() {
    shop.audience("at-risk", Map.of("trait", "plan", "operator", "exists"));
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/at-risk")) {
      Page page = marketer.page();
      page.getByRole(AriaRole.BUTTON, named("More").setExact(true)).click();
      page.getByRole(AriaRole.MENUITEM, named("Tags, folder and owner")).click();
      Locator dialog =
          page.getByRole(AriaRole.DIALOG, named("Tags, folder and owner of “at-risk”"));
      Locator tags = dialog.locator("input").and(dialog.getByLabel("Tags"));
      tags.fill("summer");
      tags.press("Enter");
      dialog.locator("input").and(dialog.getByLabel("Folder")).fill("Campaigns");
      Soundness.check(page, "audience-filing");
      button(dialog, "Save changes").click();
      assertThat(dialog).hasCount(0);
      assertThat(audience().path("folder").asText()).isEqualTo("Campaigns");
      assertThat(audience().path("tags").path(0).asText()).isEqualTo("summer");
      marketer.open("/audiences?folder=Campaigns");
      assertThat(link(page, "at-risk").first()).isVisible();
    }
  }

  private JsonNode audience() {
    return shop.marketer().get(shop.path("/audiences/at-risk"));
  }
}
