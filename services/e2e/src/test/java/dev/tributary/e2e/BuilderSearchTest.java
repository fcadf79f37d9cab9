package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static dev.tributary.e2e.RuleEditor.accessible;
import static dev.tributary.e2e.RuleEditor.choose;
import static dev.tributary.e2e.RuleEditor.condition;
import static dev.tributary.e2e.RuleEditor.entries;
import static dev.tributary.e2e.RuleEditor.label;
import static dev.tributary.e2e.RuleEditor.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A marketer finds conditions by everyday words, and reads what conditions cannot express. */
@Tag("soak")
@Tag("soak-journeys")
class BuilderSearchTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);
  private static final Instant NOW = Instant.now();
  private static final Instant TEN_DAYS_AGO = NOW.minus(Duration.ofDays(10));
  private static final Instant TWENTY_DAYS_AGO = NOW.minus(Duration.ofDays(20));

  @RegisterExtension final WebUi ui = new WebUi();

  private final Shop shop = Stack.started().newShop();
  private final Source web = shop.source("web");

  @Test
  void aCountryASubscriptionAndOrdersAreFoundByEverydayWords() {
    customer("ada", "NL", true);
    customer("bob", "BE", true);
    customer("cy", "NL", false);
    customer("dora", "NL", true);
    // The search finds a value that at least five people have.
    customer("eva", "NL", false);
    customer("fay", "NL", false);
    web.order("dora", NOW);
    awaitCatalogue("events", "Order Completed");
    awaitCatalogue("traits", "newsletter");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/new")) {
      Page page = marketer.page();
      choose(page, "Netherlands", "country › NL");
      assertThat(value(condition(page, "country"))).hasValue("NL");
      choose(page, "subscriber", "newsletter");
      value(condition(page, "newsletter")).selectOption(label("yes"));
      choose(page, "bought", "Order Completed");
      Locator orders = condition(page, "Order Completed").first();
      orders.getByLabel("Times").fill("2");
      orders.getByLabel("When").selectOption(label("in the last"));
      assertThat(orders).containsText("2 people left");
      choose(page, "bought", "Order Completed");
      Locator newest = condition(page, "Order Completed").last();
      newest.getByLabel("Done or not done").selectOption(label("have not done"));
      newest.getByLabel("When").selectOption(label("in the last"));
      newest.getByLabel("Amount").fill("7");
      assertThat(newest).containsText("1 person left");
      accessible(page);

      button(page, "Create audience").click();
      assertThat(page.getByText("An audience needs a name.").first()).isVisible();
      labelled(page, "Name").fill("Dutch subscribers");
      button(page, "Create audience").click();
      assertThat(title(page)).hasText("Dutch subscribers");
      assertThat(page.getByText("1 person").first()).isVisible();
    }
  }

  /** With two orders ten days ago. */
  private void customer(String id, String country, boolean newsletter) {
    web.identify(id, Map.of("country", country, "newsletter", newsletter));
    web.order(id, TEN_DAYS_AGO);
    web.order(id, TEN_DAYS_AGO.plusSeconds(60));
  }

  @Test
  void aPartOfAnOrderIsFoundAndItsValuesAreSuggested() {
    buys("ada", "tea");
    buys("bob", "tea", "coffee");
    buys("cy", "coffee");
    awaitCatalogue("events", "Order Completed");
    awaitCatalogue("properties", "products.category");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/new")) {
      Page page = marketer.page();
      choose(page, "products category", "products › category");
      Locator tea = condition(page, "Order Completed").first();
      Locator where = tea.getByRole(AriaRole.GROUP, within("Where products.category"));
      assertThat(where.getByLabel("Part of products")).hasValue("category");
      value(where).click();
      where
          .getByRole(AriaRole.OPTION)
          .filter(new Locator.FilterOptions().setHasText("tea"))
          .click();
      assertThat(tea).containsText("2 people left");

      tea.getByLabel("move or remove").click();
      page.getByRole(AriaRole.MENUITEM, named("Duplicate")).click();
      Locator coffee = condition(page, "Order Completed").last();
      coffee.getByLabel("Done or not done").selectOption(label("have not done"));
      Locator product = value(coffee.getByRole(AriaRole.GROUP, within("Where products.category")));
      product.fill("coffee");
      product.press("Enter");
      assertThat(coffee).containsText("1 person left");
      accessible(page);
    }
  }

  private void buys(String id, String... categories) {
    List<Map<String, String>> products =
        Stream.of(categories).map(category -> Map.of("category", category)).toList();
    web.send(
        "track",
        Map.of(
            "userId", id, "event", "Order Completed", "properties", Map.of("products", products)));
  }

  @Test
  void theTopOfANumberIsAThresholdFromTheDistribution() {
    for (int person = 1; person <= 20; person++) {
      web.identify("u-" + person, Map.of("lifetimeValue", person * 10, "churnScore", 0.9));
    }
    awaitCatalogue("traits", "lifetimeValue");
    await()
        .atMost(WebUi.PATIENCE)
        .until(() -> people("lifetimeValue") == 20 && people("churnScore") == 20);
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/new")) {
      Page page = marketer.page();
      choose(page, "churn score", "churn score");
      value(condition(page, "churn score")).fill("0.7");
      assertThat(condition(page, "churn score")).containsText("20 people left");
      choose(page, "top 10 % of lifetime value", "Top 10 % of lifetime value");
      Locator worth = condition(page, "lifetime value");
      assertThat(value(worth)).not().hasValue("");
      String threshold = value(worth).inputValue();
      assertThat(worth).containsText("now the top");

      worth.getByLabel("Distribution of lifetime value").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG, named("Distribution of lifetime value"));
      assertThat(dialog).containsText("20 values, from 10 to 200.");
      button(dialog, "Top 50 %").click();
      assertThat(dialog).hasCount(0);
      assertThat(value(worth)).not().hasValue(threshold);
      assertThat(worth).containsText("now the top");
      accessible(page);
    }
  }

  private int people(String trait) {
    return shop.marketer()
        .get(shop.path("/catalogue/traits"))
        .path("data")
        .valueStream()
        .filter(each -> each.path("name").asText().equals(trait))
        .mapToInt(each -> each.path("people").asInt())
        .sum();
  }

  @Test
  void sequencesAndAnniversariesAreCalledUnsupported() {
    web.identify("ada", Map.of("birthday", "1990-05-17"));
    web.send("track", Map.of("userId", "ada", "event", "Ticket Opened"));
    web.order("ada", NOW);
    awaitCatalogue("events", "Order Completed");
    awaitCatalogue("traits", "birthday");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/new")) {
      Page page = marketer.page();
      search(page, "ticket within 3 days after an order");
      assertThat(page.getByText("Sequences are not supported yet")).isVisible();
      accessible(page);
      page.keyboard().press("Escape");

      choose(page, "birthday", "birthday");
      Locator comparison = condition(page, "birthday").getByLabel("Comparison");
      assertThat(comparison).isVisible();
      assertThat(comparison).not().containsText("is within the next");
      assertThat(condition(page, "birthday")).containsText("Anniversaries are not supported yet");
      search(page, "birthday this week");
      // In the condition, and in the search.
      assertThat(page.getByText("Anniversaries are not supported yet")).hasCount(2);
      accessible(page);
    }
  }

  @Test
  void peopleWhoDidNotComeBackAreFoundByATemplate() {
    visits("ada", TWENTY_DAYS_AGO);
    visits("bob", NOW);
    awaitCatalogue("events", "Home");
    try (Visitor marketer = ui.visit(shop, MARKETER, "/audiences/new")) {
      Page page = marketer.page();
      for (String words : List.of("come back", "visit")) {
        search(page, words);
        assertThat(entries(page).first()).containsText("also called “" + words + "”");
        page.keyboard().press("Escape");
      }
      choose(page, "gone quiet", "Gone quiet");
      Locator quiet = condition(page, "Any page").last();
      assertThat(quiet).containsText("0 people left");
      quiet.getByLabel("Amount").fill("14");
      assertThat(quiet).containsText("1 person left");
      accessible(page);
    }
  }

  private void visits(String id, Instant at) {
    web.send("page", Map.of("userId", id, "name", "Home", "timestamp", at.toString()));
  }

  /** The search offers only what the catalogue lists. */
  private void awaitCatalogue(String kind, String name) {
    await()
        .atMost(WebUi.PATIENCE)
        .until(
            () -> shop.marketer().get(shop.path("/catalogue/" + kind)).toString().contains(name));
  }

  private static Locator value(Locator within) {
    return within.getByLabel("Value", new Locator.GetByLabelOptions().setExact(true));
  }

  private static Locator.GetByRoleOptions within(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
