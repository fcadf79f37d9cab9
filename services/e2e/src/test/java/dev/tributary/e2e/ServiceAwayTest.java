package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Pages while one of the services is away, and after it has come back. */
@Isolated("services are killed")
class ServiceAwayTest {
  private static final Map<String, ?> VIEWER = Map.of("role", "viewer", "personalData", true);
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private final Parts parts = new Parts(Stack.started().installation().checkout());

  @Tag("soak")
  @Tag("soak-screens")
  @Test
  void whatAServiceWouldTellIsMissingAndTheRestStands() {
    Inventory inventory = Inventory.of(Stack.started());
    Shop shop = inventory.shop();
    try (Visitor visitor = ui.visit(shop, VIEWER, "")) {
      Page page = visitor.page();
      Locator untold = page.getByText("Unavailable right now: models");
      Locator waiting = page.getByLabel("Waiting for you").getByText("As of");
      parts.keepAway(Service.WAREHOUSE.name(), () -> untold.isVisible() && waiting.isVisible());
      assertThat(page.getByLabel("Destinations").getByText("crm")).isVisible();
      assertThat(page.getByLabel("Largest audiences").getByText("buyers")).isVisible();
      assertThat(page.getByText("The server can’t be reached")).hasCount(0);

      assertThat(untold).hasCount(0);
      assertThat(waiting).hasCount(0);
    }
  }

  @Test
  void openPagesSayThatTheGatewayIsAwayAndGoOnWithoutAReload() {
    Shop shop = Stack.started().newShop();
    Source web = shop.source("web");
    try (Visitor watcher = ui.visit(shop, ENGINEER, "/events");
        Visitor creator = ui.visit(shop, ENGINEER, "/sources/new")) {
      Page stream = watcher.page();
      assertThat(stream.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
      Page wizard = creator.page();
      labelled(wizard, "Name").fill("Phone shop");
      button(wizard, "Create source").click();
      assertThat(wizard.getByText("Waiting for the first event.")).isVisible();
      String writeKey = wizard.getByText("wk_").first().innerText();
      List.of(stream, wizard)
          .forEach(page -> page.evaluate("() => { window.neverReloaded = true; }"));

      Locator lost = stream.getByText("Not live right now");
      Locator stale = wizard.getByText("The server can’t be reached. The data is from");
      parts.keepAway(Service.GATEWAY.name(), () -> lost.isVisible() && stale.isVisible());
      web.send("track", Map.of("userId", "u-1", "event", "While it was away"));
      long sent = System.nanoTime();
      assertThat(
              new Source(Stack.started().url(Service.COLLECTOR), writeKey)
                  .identify("u-1", Map.of("plan", "pro")))
          .isEqualTo(200);
      assertThat(wizard.getByText("Events arrive.")).isVisible();
      Report.latency("screens: event, over a restart of the gateway, to the page", sent);
      assertThat(stale).hasCount(0);
      assertThat(event(stream, "While it was away")).isVisible();
      assertThat(lost).hasCount(0);
      web.send("track", Map.of("userId", "u-1", "event", "After it came back"));
      assertThat(event(stream, "After it came back")).isVisible();
      assertThat(List.of(stream, wizard))
          .allMatch(page -> page.evaluate("() => window.neverReloaded").equals(true));
    }
  }

  @Test
  void timeGoesOnWhileTheGatewayIsAway() {
    Stack stack = Stack.started();
    String newest = "select at from ticker";
    long before = stack.number(Service.CONTROL, newest);
    parts.keepAway(
        Service.GATEWAY.name(), () -> stack.number(Service.CONTROL, newest) > before + 5_000);
    parts.awaitReady(Service.GATEWAY.name());
  }

  private static Locator event(Page page, String name) {
    return page.getByRole(AriaRole.LINK, named(name).setExact(true));
  }
}
