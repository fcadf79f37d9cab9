package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.workspace.ApiFailure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of identity rules: a shared value is blocked, a table is tried, and who may not. */
@Tag("soak")
@Tag("soak-journeys")
class IdentityRulesTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);

  private static final String TILL = "+31201234567";
  private static final String AS_THE_TILL_SENDS_IT = "020-1234567";

  /** By the rules of the beginning, as many others make a value suspected. */
  private static final int SUSPICIOUS = 11;

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;
  private Source web;

  @BeforeEach
  void openShop() {
    shop = Stack.started().newShop();
    web = shop.source("web");
  }

  @Test
  void aValueThatManyPeopleShareIsBlockedAndJoinsNobodyAnyMore() {
    customersOfTheTill();
    passesBy("before");
    String whoHadItFirst = shop.profile("phone", TILL);
    assertThat(shop.profile("anonymous_id", "before")).isEqualTo(whoHadItFirst);
    try (Visitor admin = ui.visit(shop, ADMIN, "/identity?tab=shared")) {
      Page page = admin.page();
      Locator shared = row(page, TILL);
      assertThat(shared.getByRole(AriaRole.CELL).nth(1)).hasText("Phone number");
      assertThat(shared.getByRole(AriaRole.CELL).nth(2)).hasText(String.valueOf(SUSPICIOUS));
      Soundness.check(page, "shared-identifiers");

      button(shared, "Block " + TILL).click();
      assertThat(page.getByText("Not saved yet.")).isVisible();
      assertThat(blockedPhones()).doesNotContain("^\\" + TILL + "$");
      button(page, "Save rules").click();
      assertThat(page.getByText("The rules are saved")).isVisible();
      assertThat(blockedPhones()).contains("^\\" + TILL + "$");
      standsAsBlocked(page);
      page.reload();
      standsAsBlocked(page);
      Soundness.check(page, "rules-blocked");

      admin.open("/identity?tab=shared");
      assertThat(row(page, TILL)).containsText("Blocked");
    }
    passesBy("after");
    passesBy("later");
    String after = shop.profile("anonymous_id", "after");
    String later = shop.profile("anonymous_id", "later");
    assertThat(List.of(whoHadItFirst, after, later)).doesNotContain("").doesNotHaveDuplicates();
  }

  private static void standsAsBlocked(Page page) {
    Locator line =
        page.getByRole(AriaRole.LIST, named("Identifier types"))
            .getByRole(AriaRole.LISTITEM)
            .filter(
                new Locator.FilterOptions().setHasText("A phone number identifies one person."));
    assertThat(line).containsText("7 blocked values");
    assertThat(line.getByLabel("Blocked values"))
        .hasValue(Pattern.compile("\\n\\^\\\\\\+31201234567\\$$"));
    assertThat(page.getByText("Not saved yet.")).hasCount(0);
  }

  /** A till that gives its own number for whoever leaves none. */
  private void customersOfTheTill() {
    for (int customer = 0; customer <= SUSPICIOUS; customer++) {
      web.identify("customer-" + customer, Map.of("phone", AS_THE_TILL_SENDS_IT));
    }
    shop.recorded();
  }

  private void passesBy(String browser) {
    web.send(
        "identify",
        Map.of("anonymousId", browser, "traits", Map.of("phone", AS_THE_TILL_SENDS_IT)));
    shop.recorded();
  }

  private List<String> blockedPhones() {
    return line("phone").path("blocked").valueStream().map(JsonNode::asText).toList();
  }

  private JsonNode line(String type) {
    return rules()
        .path("types")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode rules() {
    return shop.admin().get(shop.path("/identity/rules"));
  }

  @Test
  void anEditedTableIsTriedOnHistoryAndHoldsOnceItIsApplied() {
    web.identify("ann", Map.of("email", "us@shop.example"));
    web.identify("bob", Map.of("email", "us@shop.example"));
    shop.recorded();
    JsonNode before = rules();
    try (Visitor admin = ui.visit(shop, ADMIN, "/identity")) {
      Page page = admin.page();
      button(page, "Change: User id").click();
      labelled(page, "Maximum per person").fill("");
      assertThat(page.getByText("A user id identifies one person. A person may have any number."))
          .isVisible();
      button(page, "Try on history").click();
      showsWhoBecomesWhom(page);
      Soundness.check(page, "trial");
      assertThat(page.getByText("Not saved yet.")).isVisible();
      assertThat(rules()).isEqualTo(before);
      assertThat(shop.profile("user_id", "bob")).isNotEqualTo(shop.profile("user_id", "ann"));

      button(page, "Apply and rebuild …").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      Soundness.check(page);
      button(dialog, "Apply and rebuild").click();
      await()
          .atMost(WebUi.PATIENCE)
          .pollInSameThread()
          .ignoreExceptionsInstanceOf(ApiFailure.class)
          .untilAsserted(() ->
              assertThat(shop.profile("user_id", "bob")).isEqualTo(shop.profile("user_id", "ann")));
      assertThat(line("user_id").path("limit").isNull()).isTrue();
      assertThat(page.getByText("Not saved yet.")).hasCount(0);
      assertThat(region(page, "Rebuild")).containsText("1 was merged into another");
      Soundness.check(page, "rebuild");

      link(region(page, "Dry runs and rebuilds"), "Dry run").click();
      page.waitForURL(Pattern.compile(".*[?&]trial=.*"));
      page.reload();
      assertThat(region(page, "Dry run result")).containsText("These rules are active now.");
    }
  }

  private static void showsWhoBecomesWhom(Page page) {
    Locator outcome = region(page, "Dry run result");
    assertThat(outcome).containsText("2 people become 1: 1 would be merged into another.");
    assertThat(outcome).containsText("2 events were read");
    Locator samples = region(page, "Who would change");
    assertThat(samples).containsText("2 people would be one");
    for (String known : List.of("User id ann", "User id bob", "E-mail address us@shop.example")) {
      assertThat(samples.getByRole(AriaRole.LISTITEM).getByText(known).first()).isVisible();
    }
    assertThat(samples).containsText("were seen together in web");
    assertThat(samples).containsText("Until now, this evidence did not join them:");
    assertThat(samples).containsText("One person would have had more identifiers");
    Locator largest = region(page, "Largest profiles");
    assertThat(largest).containsText("2 identifiers, 1 event");
    assertThat(largest).containsText("3 identifiers, 2 events");
    assertThat(region(page, "Identifiers left out").getByRole(AriaRole.CELL))
        .hasText(
            new String[] {
              "E-mail address",
              "One person would have had more identifiers of a type than the rules allow.",
              "1",
              "0",
              "-1"
            });
  }

  private static Locator row(Page page, String text) {
    return page.getByRole(AriaRole.ROW, named(text));
  }

  private static Locator region(Page page, String name) {
    return page.getByRole(AriaRole.REGION, named(name).setExact(true));
  }
}
