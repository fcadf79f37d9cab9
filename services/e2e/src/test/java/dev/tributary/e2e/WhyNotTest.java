package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each page says why a person is not in an audience, or not at a destination. */
@Tag("soak")
@Tag("soak-journeys")
class WhyNotTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);
  private static final String NO_IDENTIFIER =
      "Not sent: the value for E-mail address does not count as an identifier";

  @RegisterExtension final WebUi ui = new WebUi();

  private final Shop shop = Stack.started().newShop();

  /**
   * Ada bought and is at the destination; Bob did not buy; Dora bought and denied consent; the
   * address of Victor is none.
   */
  @BeforeEach
  void fourPeople() {
    Source web = shop.source("web");
    shop.allowUnknown("marketing");
    for (String name : new String[] {"ada", "bob", "dora"}) {
      web.identify(name, Map.of("email", email(name), "firstName", name));
    }
    web.identify("victor", Map.of("email", "victor@nothing", "firstName", "victor"));
    for (String name : new String[] {"ada", "dora", "victor"}) {
      web.order(name, Instant.now());
    }
    shop.consent("dora", "marketing", "denied");
    shop.audience("buyers", Map.of("event", "Order Completed"));
    shop.recorded();
    shop.destinations().hubspot("crm");
    shop.syncs().contacts("crm");
    shop.syncs().list("crm", "buyers", "Buyers " + shop.id());
    shop.delivered();
    await().atMost(WebUi.PATIENCE).until(() -> member("ada"));
  }

  private boolean member(String name) {
    return shop.marketer()
        .get(shop.path("/audiences/buyers/explain/" + shop.profile("user_id", name)))
        .path("member")
        .asBoolean();
  }

  private String email(String name) {
    return name + "." + shop.id() + "@shop.example";
  }

  @Test
  void thePageOfAnAudienceSaysWhyAPersonIsNotInIt() {
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/buyers?tab=people")) {
      Page page = marketer.page();
      ask(page, "Why is a person in this audience, or not?", email("bob"));
      notInBuyers(page);
      Soundness.check(page, "why-not-in-audience");
    }
  }

  @Test
  void theProfileSaysWhyThePersonIsNotInAnAudience() {
    String bob = shop.profile("user_id", "bob");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/profiles/" + bob)) {
      Page page = marketer.page();
      page.getByRole(AriaRole.COMBOBOX, named("Why not in another audience?")).click();
      page.getByRole(AriaRole.OPTION, named("buyers")).click();
      notInBuyers(page);
      Soundness.check(page, "why-not-of-profile");
    }
  }

  private static void notInBuyers(Page page) {
    Locator dialog = page.getByRole(AriaRole.DIALOG, named("Why: buyers"));
    assertThat(dialog).containsText("This person is not in the audience");
    assertThat(dialog).containsText("Order Completed");
    assertThat(dialog.getByLabel("Not met").first()).isVisible();
  }

  @Test
  void thePageOfASyncSaysHowFarEachPersonGetsAndWhyNoFurther() {
    try (Visitor marketer = ui.visit(shop, MARKETER, "/syncs/crm-contacts")) {
      Page page = marketer.page();
      String question = "Why is a person at crm-contacts, or not?";
      ask(page, question, email("ada"));
      assertThat(dialog(page)).containsText("Delivered to crm");
      assertThat(link(dialog(page), "Show the delivery")).isVisible();
      close(page);

      ask(page, question, email("dora"));
      assertThat(dialog(page)).containsText("Withheld: the person denied consent for marketing");
      assertThat(marked(page, "Not reached")).hasCount(1);
      Soundness.check(page, "why-not-by-sync");
      close(page);

      ask(page, question, "victor");
      assertThat(dialog(page)).containsText(NO_IDENTIFIER);
      button(dialog(page), "Why was it left out?").click();
      assertThat(dialog(page))
          .containsText("victor@nothing: The value does not match the format of its type.");
      Soundness.check(page, "why-left-out");
    }
  }

  @Test
  void thePageOfADestinationSaysOfEachSyncWhyAPersonIsNotThere() {
    try (Visitor marketer = ui.visit(shop, MARKETER, "/destinations/crm")) {
      Page page = marketer.page();
      ask(page, "Why is a person at crm, or not?", email("bob"));
      assertThat(ofSync(page, "crm-contacts")).containsText("Delivered to crm");
      Locator list = ofSync(page, "buyers-list");
      assertThat(list).containsText("Not sent: the person is not in the audience buyers");
      button(list, "Why not in buyers?").click();
      assertThat(list).containsText("Order Completed");
      Soundness.check(page, "why-not-at-destination");
    }
  }

  @Test
  void theSyncLogOfAProfileSaysWhyThePersonIsNotAtADestination() {
    String victor = shop.profile("user_id", "victor");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/profiles/" + victor + "?tab=log")) {
      Page page = marketer.page();
      page.getByRole(AriaRole.COMBOBOX, named("Why is the person at a destination, or not?"))
          .click();
      page.getByRole(AriaRole.OPTION, named("crm")).click();
      assertThat(ofSync(page, "crm-contacts")).containsText(NO_IDENTIFIER);
      Soundness.check(page, "why-not-in-log");
    }
  }

  @Test
  void aPausedDestinationIsTheReason() {
    shop.destinations().pause("crm");
    String bob = shop.profile("user_id", "bob");
    shop.admin()
        .put(shop.path("/profiles/" + bob + "/traits/firstName"), Map.of("value", "Robert"));
    shop.delivered();
    try (Visitor marketer = ui.visit(shop, MARKETER, "/syncs/crm-contacts")) {
      Page page = marketer.page();
      ask(page, "Why is a person at crm-contacts, or not?", email("bob"));
      assertThat(dialog(page)).containsText("Waits: crm is paused");
    }
  }

  private static void ask(Page page, String question, String person) {
    Locator box = page.getByRole(AriaRole.SEARCHBOX, named(question));
    box.fill(person);
    box.press("Enter");
  }

  private static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  private static Locator ofSync(Page page, String name) {
    return dialog(page).getByRole(AriaRole.REGION, new Locator.GetByRoleOptions().setName(name));
  }

  private static Locator marked(Page page, String mark) {
    return dialog(page).getByLabel(mark, new Locator.GetByLabelOptions().setExact(true));
  }

  private static void close(Page page) {
    page.keyboard().press("Escape");
    assertThat(dialog(page)).hasCount(0);
  }
}
