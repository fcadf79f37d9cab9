package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sync log shows refusals first, and what consent withholds apart from them. */
@Tag("soak")
@Tag("soak-journeys")
class SyncLogTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);
  private static final Map<String, ?> VIEWER = Map.of("role", "viewer", "personalData", false);
  private static final String REFUSED = "/sandbox/hubspot/refused-emails";

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final String zoe = "zoe." + shop.id() + "@shop.example";

  /** The destination refuses the address of Zoe; two others never answered about marketing. */
  @BeforeEach
  void oneIsRefusedAndTwoAreWithheld() {
    Source web = shop.source("web");
    stack.sandbox().post(REFUSED, "{\"email\":\"" + zoe + "\"}");
    web.identify("zoe", Map.of("email", zoe, "firstName", "Zoe"));
    for (String name : new String[] {"ada", "bob"}) {
      web.identify(name, Map.of("email", name + "." + shop.id() + "@shop.example"));
    }
    shop.consent("zoe", "marketing", "granted");
    shop.recorded();
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");
    await()
        .atMost(WebUi.PATIENCE)
        .until(() ->
            shop.deliveries().of(contacts, "rejected").size() == 1
                && shop.deliveries().of(contacts, "withheld").size() == 2);
  }

  @AfterEach
  void nothingIsRefusedAnyMore() {
    stack.sandbox().delete(REFUSED);
  }

  @Test
  void aRefusalIsReadAsASentenceAndConsentIsFolded() {
    try (Visitor marketer = ui.visit(shop, MARKETER, "")) {
      Page page = marketer.page();
      assertThat(page.getByText(sentence()).first()).isVisible();
      page.getByRole(AriaRole.LINK, named("Open").setExact(true)).first().click();
      assertThat(title(page)).hasText("Sync log");

      marketer.open("/deliveries");
      Locator failures = failures(page);
      Locator refusals = failures.getByRole(AriaRole.TABLE).first();
      assertThat(refusals).containsText(sentence());
      assertThat(refusals).containsText("crm-contacts");
      assertThat(refusals).not().containsText("No consent");
      assertThat(failures.getByText("{\"")).hasCount(0);
      Soundness.check(page, "sync-log");
      withheld(page);

      explained(marketer, "rejected", "is sent automatically as soon as its content changes");
      explained(marketer, "withheld", "is sent automatically once the person consents");
      marketer.open("/deliveries");
      link(page, zoe).first().click();
      assertThat(title(page)).hasText(zoe);
      assertThat(page.getByText("Refused").first()).isVisible();
      assertThat(link(page, "Zoe").first()).isVisible();
      assertThat(button(page, "Try again")).isVisible();
      Soundness.check(page, "refused-delivery");
    }
  }

  /** A chosen state says what it means and what happens next. */
  private static void explained(Visitor visitor, String state, String next) {
    visitor.open("/deliveries?state=" + state);
    assertThat(visitor.page().getByText("The record " + next).first()).isVisible();
  }

  @Test
  void aViewerReadsThePurposeAndNotTheAddress() {
    try (Visitor viewer = ui.visit(shop, VIEWER, "/deliveries")) {
      Page page = viewer.page();
      withheld(page);
      assertThat(failures(page)).not().containsText(zoe);
      Soundness.check(page, "sync-log-of-viewer");
    }
  }

  /** What consent withholds is shown on request, with its purpose. */
  private static void withheld(Page page) {
    Locator purpose = page.getByText("No consent for marketing").first();
    assertThat(purpose).isHidden();
    page.getByText("2 deliveries are withheld").click();
    assertThat(purpose).isVisible();
  }

  private String sentence() {
    return "Email address " + zoe + " is invalid";
  }

  private static Locator failures(Page page) {
    return page.getByRole(AriaRole.REGION, named("Not delivered"));
  }
}
