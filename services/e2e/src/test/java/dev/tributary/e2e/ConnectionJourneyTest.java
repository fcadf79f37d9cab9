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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An engineer's way from a file with tables to people, at the web UI. */
@Tag("soak")
@Tag("soak-journeys")
class ConnectionJourneyTest {
  private static final int PEOPLE = 60;
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;

  @BeforeEach
  void aShopWithAFileOfTables() {
    shop = Stack.started().newShop();
    shop.warehouse()
        .execute(
            "create table customers as select 'c-' || i as customer_id, 'p' || i || '@shop.example'"
                + " as email, 'pro' as plan, 'granted' as marketing_consent from range(%d) t(i)"
                    .formatted(PEOPLE));
  }

  @Test
  void anEngineerConnectsAFileMapsATableAndSeesItsPeople() {
    try (Visitor visitor = visit("/connections")) {
      Page page = visitor.page();
      connect(page);
      model(page);

      // The first run.
      assertThat(page.getByRole(AriaRole.HEADING, named("Run of Customers"))).isVisible();
      assertThat(page.getByText("Done", exactly())).isVisible();
      assertThat(page.getByRole(AriaRole.TABLE, named("Examples of changed rows")))
          .containsText("@shop.example");
      await().atMost(WebUi.PATIENCE).until(() -> !shop.profile("user_id", "c-7").isEmpty());
      visitor.open("/profiles/" + shop.profile("user_id", "c-7") + "?tab=identity");
      assertThat(page.getByText("p7@shop.example").first()).isVisible();
      assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("422"));
    }
  }

  @Test
  void whatIsWrongIsSaidAtItsPlaceAndARunThatWouldRemoveTooMuchWaits() {
    Warehouse warehouse = shop.warehouse();
    warehouse.connect();
    shop.engineer()
        .post(
            shop.path("/models"),
            Map.of(
                "key", "people",
                "name", "People",
                "warehouse", "shop",
                "query", "select customer_id, email from customers",
                "primaryKey", List.of("customer_id"),
                "mapping", Map.of("identifiers", Map.of("email", "email"))));
    warehouse.run("people");

    try (Visitor visitor = visit("/models")) {
      Page page = visitor.page();
      link(page, "People").last().click();
      page.getByRole(AriaRole.TAB, named("Settings")).click();
      Locator query = labelled(page, "SQL");
      query.fill("select customer_id, mail from customers");
      button(page, "Show first rows").click();
      assertThat(page.getByText("The query failed")).isVisible();
      assertThat(page.getByText("line 1, column 21")).isVisible();
      assertThat(page.getByText("\"mail\" not found")).isVisible();
      sound(page);
      query.fill("select customer_id, email, plan from customers;");
      button(page, "Show first rows").click();
      assertThat(page.getByRole(AriaRole.CELL, cell("p7@shop.example"))).isVisible();
      button(page, "Save query").click();
      assertThat(page.getByText("“People” is saved.")).isVisible();

      warehouse.execute("delete from customers");
      button(page, "Run now").click();
      assertThat(page.getByText("60 of 60 rows are missing (100%).")).isVisible();
      sound(page);
      button(page, "Keep holding").click();
      visitor.open("");
      assertThat(page.getByText("A run would remove 60 rows")).isVisible();
      link(page, "Decide").click();
      button(page, "Release: remove 60 rows").click();
      assertThat(page.getByText("Done", exactly())).isVisible();
      assertThat(page.getByRole(AriaRole.TABLE, named("Examples of changed rows")))
          .containsText("Removed");
      sound(page);

      warehouse.execute("drop table customers");
      button(page, "Run again").click();
      assertThat(page.getByText("Failed", exactly())).isVisible();
      assertThat(page.getByText("The query failed")).isVisible();
      sound(page);
      assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("422"));
    }
  }

  private static void connect(Page page) {
    link(page, "Add connection").first().click();
    page.getByLabel("Path").fill("none.duckdb");
    button(page, "Test the connection").click();
    assertThat(page.getByText("There is no file none.duckdb")).isVisible();
    sound(page);
    page.getByLabel("Path").fill("shop.duckdb");
    button(page, "Test the connection").click();
    assertThat(page.getByText("1 table can be read.")).isVisible();
    page.getByLabel("Name").fill("Shop warehouse");
    button(page, "Save connection").click();
    assertThat(page.getByText("Works", exactly())).isVisible();
  }

  private static void model(Page page) {
    link(page, "Add model").click();
    page.getByLabel("customers").check();
    assertThat(page.getByRole(AriaRole.CELL, cell("p7@shop.example"))).isVisible();
    sound(page);
    button(page, "Continue").click();
    assertThat(page.getByLabel("customer_id")).isChecked();
    assertThat(page.getByText("Unique for all 60 rows.")).isVisible();
    sound(page);
    button(page, "Continue").click();
    assertThat(page.getByLabel("Identifier in email")).hasValue("email");
    assertThat(page.getByLabel("Identifier in customer_id")).hasValue("user_id");
    assertThat(page.getByLabel("Save marketing_consent as")).hasValue("consent");
    sound(page);
    button(page, "Continue").click();
    assertThat(labelled(page, "Name")).hasValue("Customers");
    labelled(page, "Runs").selectOption("hourly");
    sound(page);
    button(page, "Save and run").click();
  }

  /** The page as it is in the middle of the journey is accessible too. */
  private static void sound(Page page) {
    Soundness.check(page);
  }

  private Visitor visit(String path) {
    return ui.visit(shop, ENGINEER, path);
  }

  private static Page.GetByRoleOptions cell(String text) {
    return new Page.GetByRoleOptions().setName(text).setExact(true);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
