package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How good the values of traits are, as the screen says it of five people who are known. */
@Tag("soak")
@Tag("soak-journeys")
class TraitQualityTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);

  private static final Pattern BORDER = Pattern.compile("\\s*\\|\\s*");

  /** Trait, types, filled, different values, right, and what was found. */
  private static final String WORST_FIRST =
      """
      phone                | Text          | 40%  | 2 | 50%   | Too short for a phone number
      email                | Text          | 80%  | 4 | 50%   | No @ · Misspelt name of a large provider · Role address, such as info@
      visits               | Number · Text | 60%  | 2 | 66.7% | Another type than most values
      subscribed           | Yes or no     | 20%  | 1 | 100%  | No problems
      birth date birthDate | Date          | 40%  | 1 | 100%  | No problems
      plan                 | Text          | 100% | 2 | 100%  | No problems
      """;

  @RegisterExtension final WebUi ui = new WebUi();

  @Test
  void theFiguresAreThoseOfThePeopleWhoAreThere() {
    Shop shop = Stack.started().newShop();
    people(shop.source("web"));
    shop.recorded();
    try (Visitor marketer = ui.visit(shop, MARKETER, "/dictionary?tab=quality")) {
      Page page = marketer.page();
      Locator cells =
          page.getByRole(AriaRole.TABLE, named("Data quality")).getByRole(AriaRole.CELL);
      assertThat(cells)
          .hasText(WORST_FIRST.lines().flatMap(BORDER::splitAsStream).toArray(String[]::new));
      assertThat(page.getByText("All 5 people were checked")).isVisible();
      Soundness.check(page, "quality");

      link(page, "email").click();
      assertThat(page.getByText("4 people have this trait, 80% of all.")).isVisible();
      addresses(page.getByRole(AriaRole.REGION, named("Data quality")));
      Soundness.check(page, "quality-of-email");
      marketer.open("/dictionary/trait?name=visits");
      Locator visits = page.getByRole(AriaRole.REGION, named("Data quality"));
      assertThat(visits.getByRole(AriaRole.DEFINITION).last()).hasText("Number 66.7% · Text 33.3%");
      assertThat(flaw(visits, "Another type than most values")).containsText("1 person");
      assertThat(flaw(visits, "Another type than most values")).containsText("many");
    }
  }

  private static void addresses(Locator quality) {
    assertThat(quality.getByRole(AriaRole.TERM))
        .hasText(new String[] {"Valid", "Filled", "Distinct values", "Checked as", "Types"});
    assertThat(quality.getByRole(AriaRole.DEFINITION))
        .hasText(new String[] {"50%", "80%", "4", "E-mail addresses", "Text 100%"});
    assertThat(flaw(quality, "No @")).containsText("1 person");
    assertThat(flaw(quality, "No @")).containsText("cleo");
    assertThat(flaw(quality, "misspelt")).containsText("bob@gmial.com · probably gmail.com");
    assertThat(flaw(quality, "Role address")).containsText("Note");
  }

  private static Locator flaw(Locator quality, String name) {
    return quality
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void people(Source web) {
    web.identify(
        "ann",
        Map.of(
            "email", "ann@northwind.com",
            "phone", "+31612345678",
            "plan", "gold",
            "visits", 3,
            "birthDate", "1990-05-17"));
    web.identify(
        "bob",
        Map.of("email", "bob@gmial.com", "plan", "gold", "visits", 3, "birthDate", "1990-05-17"));
    web.identify("cleo", Map.of("email", "cleo", "plan", "silver", "visits", "many"));
    web.identify("dora", Map.of("email", "info@northwind.com", "plan", "gold", "phone", "+31612"));
    web.identify("eve", Map.of("plan", "gold", "subscribed", true));
  }
}
