package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.browser.Chromium;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Home while one of the services is away. */
class HomeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, ?> VIEWER = Map.of("role", "viewer", "personalData", true);

  private Chromium chromium;
  private Stack stack;

  @BeforeEach
  void launch() {
    chromium = Chromium.launch();
    stack = Stack.started();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
  }

  @AfterEach
  void close() {
    chromium.close();
  }

  @Test
  void whatAServiceWouldTellIsMissingAndTheRestStands() {
    Inventory inventory = Inventory.of(stack);
    Shop shop = inventory.shop();
    try (Visitor visitor =
        Visitor.signIn(chromium.browser(), Look.USUAL, stack, shop, VIEWER, "")) {
      Page page = visitor.page();
      Locator title = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
      Locator untold = title.getByText("models");
      Locator waiting = page.getByLabel("Waiting for you").getByText("As of");
      new Parts(stack.installation().checkout())
          .keepAway(Service.WAREHOUSE.name(), () -> untold.isVisible() && waiting.isVisible());
      assertThat(page.getByLabel("Destinations").getByText("crm")).isVisible();
      assertThat(page.getByLabel("Largest audiences").getByText("buyers")).isVisible();
      assertThat(page.getByText("The server can’t be reached")).hasCount(0);

      assertThat(untold).hasCount(0);
      assertThat(waiting).hasCount(0);
    }
  }
}
