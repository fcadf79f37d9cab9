package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.named;
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
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a marketer changes on a profile is pending until it is applied, and a trait can be emptied.
 * The loop of identity resolution is stopped meanwhile, so that nothing is applied before the page
 * was read.
 */
@Tag("soak")
@Tag("soak-journeys")
@Isolated("identity resolution is stopped")
class CorrectionTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void aCorrectionIsPendingUntilItIsAppliedAndTheTraitIsEmptied() {
    shop.source("web").identify("ada", Map.of("firstName", "Ada", "plan", "pro"));
    shop.recorded();
    String ada = shop.profile("user_id", "ada");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/profiles/" + ada)) {
      Page page = marketer.page();
      Locator traits = page.getByRole(AriaRole.REGION, named("Traits"));
      button(page, "Correct firstName").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.getByRole(AriaRole.TEXTBOX).fill("Eda");
      try (StoppedLoop _ = StoppedLoop.ofIdentity(stack)) {
        dialog
            .getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Correct").setExact(true))
            .click();
        assertThat(page.getByText("Sent; it is applied in a moment.")).isVisible();
        assertThat(traits.getByText("Pending")).isVisible();
        assertThat(exactly(traits, "Ada")).isVisible();
        assertThat(exactly(traits, "Eda")).hasCount(0);
      }
      assertThat(exactly(traits, "Eda")).isVisible();
      assertThat(traits.getByText("Pending")).hasCount(0);
      Soundness.check(page, "corrected");

      button(page, "Empty firstName").click();
      assertThat(button(dialog, "Use “Ada” (web)")).isVisible();
      Soundness.check(page, "empty");
      button(dialog, "Empty this trait").click();
      assertThat(exactly(traits, "Eda")).hasCount(0);
      await()
          .atMost(WebUi.PATIENCE)
          .pollInSameThread()
          .untilAsserted(() -> assertThat(profile(ada).path("traits").has("firstName")).isFalse());
    }
  }

  @Test
  void anAnswerAboutConsentIsPendingUntilItIsApplied() {
    shop.source("web").identify("ada", Map.of("firstName", "Ada"));
    shop.consent("ada", "marketing", "granted");
    shop.recorded();
    String ada = shop.profile("user_id", "ada");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/profiles/" + ada)) {
      Page page = marketer.page();
      Locator consent = page.getByRole(AriaRole.REGION, named("Consent and subscriptions"));
      button(page, "Change the consent to marketing").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.getByLabel("Denied").check();
      try (StoppedLoop _ = StoppedLoop.ofIdentity(stack)) {
        button(dialog, "Set answer").click();
        assertThat(consent.getByText("Pending")).isVisible();
        assertThat(exactly(consent, "Granted")).isVisible();
        Soundness.check(page, "consent-pending");
      }
      assertThat(exactly(consent, "Denied")).isVisible();
      assertThat(consent.getByText("Pending")).hasCount(0);
      assertThat(profile(ada).path("consent").path("marketing").asText()).isEqualTo("denied");
    }
  }

  private JsonNode profile(String id) {
    return shop.admin().get(shop.path("/profiles/" + id));
  }

  private static Locator exactly(Locator within, String text) {
    return within.getByText(text, new Locator.GetByTextOptions().setExact(true));
  }
}
