package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An alert rule of one audience, and a channel whose secret the page generates. */
@Tag("soak")
@Tag("soak-journeys")
class AlertRuleJourneyTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);
  private static final Duration TWO_CHECKS = Duration.ofMinutes(4);
  private static final Pattern SECRET = Pattern.compile("^whsec_[A-Za-z0-9+/]{43}=$");

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void aRuleOfAnAudienceIsAddedAndItsAlertLeadsToTheAudience() {
    shop.source("web").identify("ada", Map.of("plan", "pro"));
    shop.recorded();
    shop.audience("pros", Map.of("trait", "plan", "operator", "equals", "value", "pro"));
    shop.recorded();
    try (Visitor admin = ui.visit(shop, ADMIN, "/audiences/pros")) {
      Page page = admin.page();
      page.getByRole(AriaRole.BUTTON, named("Alerts").setExact(true)).click();
      Locator drawer = page.getByRole(AriaRole.DIALOG);
      button(drawer, "Add alert rule").click();
      drawer.getByLabel("Alert when").selectOption("size-below");
      drawer
          .getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("People"))
          .fill("5");
      Soundness.check(page, "alert-rule-form");
      drawer
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save").setExact(true))
          .click();
      Locator rule =
          drawer
              .getByRole(AriaRole.LISTITEM)
              .filter(new Locator.FilterOptions().setHasText("Fewer than 5 people"));
      assertThat(rule).containsText("Now: 1 person");
      Soundness.check(page, "alert-rules");

      await()
          .atMost(TWO_CHECKS)
          .pollInSameThread()
          .untilAsserted(() ->
              assertThat(shop.admin().get(shop.path("/alerts?state=open")).path("data"))
                  .hasSize(1));
      admin.open("/alerts");
      assertThat(page.getByText("Fewer than 5 people").first()).isVisible();
      Soundness.check(page, "open-alert");
      link(page, "Fix problem").click();
      assertThat(title(page)).hasText("pros");
    }
  }

  @Test
  void aWebhookGetsAGeneratedSecretAndATest() {
    Receiver receiver = stack.sandbox().receiver(shop.key() + "-alerts");
    try (Visitor admin = ui.visit(shop, ADMIN, "/alerts")) {
      Page page = admin.page();
      page.getByLabel("Webhook address").fill(receiver.address());
      button(page, "Generate secret").click();
      Locator secret = page.getByRole(AriaRole.TEXTBOX, named("Signing secret"));
      assertThat(secret).hasValue(SECRET);
      assertThat(page.getByText("Copy the secret now")).isVisible();
      Soundness.check(page, "generated-secret");
      page.getByRole(AriaRole.BUTTON, named("Save").setExact(true)).click();
      assertThat(page.getByText("Saved.")).isVisible();
      assertThat(page.getByText("Copy the secret now")).hasCount(0);

      button(page, "Send test to Webhook").click();
      assertThat(page.getByText("The channel accepted the test")).isVisible();
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }
}
