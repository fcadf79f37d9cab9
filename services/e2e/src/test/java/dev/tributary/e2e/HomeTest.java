package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.title;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Home while one of the services is away. */
class HomeTest {
  private static final Map<String, ?> VIEWER = Map.of("role", "viewer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  @Test
  void whatAServiceWouldTellIsMissingAndTheRestStands() {
    Inventory inventory = Inventory.of(Stack.started());
    Shop shop = inventory.shop();
    try (Visitor visitor = ui.visit(shop, VIEWER, "")) {
      Page page = visitor.page();
      Locator untold = title(page).getByText("models");
      Locator waiting = page.getByLabel("Waiting for you").getByText("As of");
      new Parts(Stack.started().installation().checkout())
          .keepAway(Service.WAREHOUSE.name(), () -> untold.isVisible() && waiting.isVisible());
      assertThat(page.getByLabel("Destinations").getByText("crm")).isVisible();
      assertThat(page.getByLabel("Largest audiences").getByText("buyers")).isVisible();
      assertThat(page.getByText("The server can’t be reached")).hasCount(0);

      assertThat(untold).hasCount(0);
      assertThat(waiting).hasCount(0);
    }
  }
}
