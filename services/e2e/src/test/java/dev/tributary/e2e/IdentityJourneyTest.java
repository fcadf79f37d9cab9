package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two people who share an address: kept apart, shown, decided, explained; and the rules changed.
 */
@Tag("soak")
@Tag("soak-journeys")
class IdentityJourneyTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);
  private static final String SHARED = "us@shop.example";

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = Stack.started().newShop();
  }

  @Test
  void aConflictIsFoundDecidedAndExplained() {
    Source web = shop.source("web");
    shop.allowUnknown("marketing");
    shop.audience("reachable", Map.of("trait", "email", "operator", "exists"));
    shop.destinations().webhook("hook");
    shop.syncs().audience("hook", "reachable");
    web.send("identify", Map.of("userId", "ann", "traits", Map.of("email", SHARED)));
    web.send("identify", Map.of("userId", "bob", "traits", Map.of("email", SHARED)));
    await()
        .atMost(WebUi.PATIENCE)
        .untilAsserted(() -> assertThat(shop.profile("user_id", "bob")).isNotEmpty());
    assertThat(shop.profile("user_id", "bob")).isNotEqualTo(shop.profile("user_id", "ann"));
    try (Visitor admin = ui.visit(shop, ADMIN, "/identity?tab=conflicts")) {
      Page page = admin.page();
      assertThat(page.getByText(SHARED).first()).isVisible();
      button(page, "Merge profiles").click();
      await()
          .atMost(WebUi.PATIENCE)
          .pollInSameThread()
          .untilAsserted(() ->
              assertThat(shop.profile("user_id", "bob")).isEqualTo(shop.profile("user_id", "ann")));
      assertThat(page.getByRole(AriaRole.HEADING, named("No open conflicts"))).isVisible();
      admin.open("/profiles/" + shop.profile("user_id", "ann") + "?tab=identity");
      assertThat(page.getByText("Merged profiles")).isVisible();
      assertThat(page.getByText("was merged")).isVisible();
      assertThat(page.locator("[data-item^=box]")).hasCount(3);
      Soundness.check(page, "identity-graph");
      shop.delivered();
      takeApart(page);
    }
  }

  private void takeApart(Page page) {
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(Pattern.compile("Separate into a new person between .*bob.*")))
        .first()
        .click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByText("Becomes a new person")).isVisible();
    assertThat(dialog.getByText("What will happen")).isVisible();
    assertThat(link(dialog, "reachable").first()).isVisible();
    // The address stays where it is, so what was sent by it is right.
    assertThat(dialog.getByText("keeps the existing record in").first()).isVisible();
    assertThat(dialog.getByText("No record, and nothing is sent")).hasCount(1);
    assertThat(dialog.getByText("The other person keeps it as the trait email")).isVisible();
    Soundness.check(page, "unmerge");
    button(dialog, "Separate").click();
    assertThat(dialog.getByText("They are two people now")).isVisible();
    assertThat(shop.profile("user_id", "bob")).isNotEqualTo(shop.profile("user_id", "ann"));
    button(dialog, "Close").last().click();
    assertThat(page.getByText("was unmerged by")).isVisible();
  }

  @Test
  void whoSomebodyIsIsToldWithTheReasons() {
    Source web = shop.source("web");
    Source app = shop.source("app");
    Map<String, ?> gold = Map.of("email", SHARED, "plan", "gold");
    web.send("identify", Map.of("userId", "ann", "anonymousId", "browser", "traits", gold));
    shop.recorded();
    web.send("identify", Map.of("userId", "bob", "traits", Map.of("email", SHARED)));
    app.send("identify", Map.of("userId", "ann", "traits", Map.of("plan", "silver")));
    for (int i = 0; i < 10; i++) {
      app.send("page", Map.of("userId", "cleo", "anonymousId", "phone-" + i, "name", "Home"));
    }
    shop.recorded();
    String ann = shop.profile("user_id", "ann");
    try (Visitor admin = ui.visit(shop, ADMIN, "")) {
      health(admin.page());
      admin.open("/identity?tab=shared");
      largest(admin.page());
      admin.open("/profiles/" + ann);
      traits(admin.page());
      admin.open("/profiles/" + ann + "?tab=identity");
      evidence(admin.page());
      reasons(admin.page());
    }
  }

  private static void health(Page page) {
    Locator health = region(page, "Identity");
    assertThat(line(health, "People")).hasText("People3");
    assertThat(line(health, "Open conflicts")).hasText("Open conflicts1");
    assertThat(health.getByText("No profiles were merged")).isVisible();
  }

  private static void largest(Page page) {
    assertThat(region(page, "Most identifiers").getByRole(AriaRole.LISTITEM).first())
        .containsText("11 identifiers");
  }

  private static void traits(Page page) {
    Locator plan =
        page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("plan"));
    assertThat(plan).containsText("silver");
    assertThat(plan).containsText("app");
    plan.getByText("1 other value").click();
    assertThat(line(plan, "gold")).containsText("web");
  }

  private static void evidence(Page page) {
    Locator list = region(page, "Identifiers and evidence");
    assertThat(line(list, "browser").first()).containsText("ann");
    assertThat(list.getByText(Pattern.compile("Seen with .* in web")).first()).isVisible();
  }

  private static void reasons(Page page) {
    Locator form = region(page, "Why are two identifiers one person, or not?");
    Locator other = form.getByRole(AriaRole.GROUP).last();
    other.getByLabel("Value").fill(SHARED);
    button(form, "Explain").click();
    Locator answer = form.getByRole(AriaRole.STATUS);
    assertThat(answer).containsText("They are one person, because:");
    assertThat(line(answer, SHARED)).containsText("seen together in web");
    other.getByLabel("Value").fill("nobody@shop.example");
    button(form, "Explain").click();
    assertThat(answer).containsText("They are not one person.");
    assertThat(answer).containsText("No person has nobody@shop.example.");
  }

  private static Locator region(Page page, String name) {
    return page.getByRole(AriaRole.REGION, named(name).setExact(true));
  }

  private static Locator line(Locator within, String text) {
    return within.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(text));
  }

  @Test
  void theRulesAreChangedAndHoldFromThenOn() {
    try (Visitor admin = ui.visit(shop, ADMIN, "/identity")) {
      Page page = admin.page();
      Locator most = labelled(page, "Identifiers per person");
      most.fill("2");
      button(page, "Save rules").click();
      assertThat(page.getByText("The rules are saved")).isVisible();
      page.getByRole(AriaRole.BUTTON, named("History").setExact(true)).click();
      Locator history = page.getByRole(AriaRole.DIALOG);
      assertThat(history.getByText("Active")).isVisible();
      assertThat(history.getByText("Identifiers per person: 2, was 1,000")).isVisible();
      Soundness.check(page, "rules-history");
    }
    Source web = shop.source("web");
    for (int i = 0; i < 5; i++) {
      web.send("page", Map.of("userId", "ann", "anonymousId", "browser-" + i, "name", "Home"));
    }
    shop.recorded();
    assertThat(shop.admin().get(shop.path("/profiles/user_id:ann/events")).path("data")).hasSize(5);
    assertThat(shop.admin().get(shop.path("/profiles/user_id:ann")).path("identifiers")).hasSize(2);
  }

  @Test
  void whoIsKeptApartAndConnectedIsShown() {
    List<Map<String, ?>> types = List.of(Map.of("type", "user_id"), Map.of("type", "*"));
    shop.admin().put(shop.path("/identity/rules"), Map.of("strategy", "link", "types", types));
    Source web = shop.source("web");
    web.send("page", Map.of("anonymousId", "browser", "name", "Home"));
    shop.recorded();
    web.send("page", Map.of("userId", "ann", "anonymousId", "browser", "name", "Home"));
    shop.recorded();
    String ann = shop.profile("user_id", "ann");
    try (Visitor admin = ui.visit(shop, ADMIN, "/profiles/" + ann + "?tab=identity")) {
      Page page = admin.page();
      assertThat(page.getByText("Connected people")).isVisible();
      assertThat(page.getByText("One event with both")).isVisible();
      Soundness.check(page, "connected");
      String past = shop.profile("anonymous_id", "browser");
      link(page, "Person …" + past.substring(past.length() - 4)).click();
      page.waitForURL(admin.address("/profiles/" + past + "?tab=identity"));
      assertThat(link(page, "Person …" + ann.substring(ann.length() - 4))).isVisible();
    }
  }
}
