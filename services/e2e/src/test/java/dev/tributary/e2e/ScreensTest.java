package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.launch.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ways through the web UI over the real installation, in a real browser. */
@Tag("soak")
@Tag("soak-screens")
class ScreensTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Map<String, ?> VIEWER = Map.of("role", "viewer", "personalData", false);
  private static final List<String> LISTS =
      List.of(
          "Profiles",
          "Identity",
          "Audiences",
          "Data dictionary",
          "Sources",
          "Data connections",
          "Models",
          "Destinations",
          "Syncs",
          "Inbox",
          "Sync log",
          "Alerts",
          "Team and keys");

  private static final String PASSWORD = "correct horse battery staple";

  @RegisterExtension final WebUi ui = new WebUi();

  @Test
  void theBackButtonAndACopiedAddressLeadToWhereSomebodyWas() {
    Shop shop = Inventory.of(Stack.started()).shop();
    try (Visitor visitor = ui.visit(shop, ENGINEER, "/events")) {
      Page page = visitor.page();
      Map<String, String> titles = new LinkedHashMap<>();
      for (String name : LISTS) {
        page.getByRole(AriaRole.NAVIGATION, named("Pages"))
            .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
            .click();
        assertThat(title(page)).hasText(name);
        titles.put(page.url(), name);
      }

      List<String> before = List.copyOf(titles.keySet()).reversed();
      for (String address : before.subList(1, before.size())) {
        page.goBack();
        page.waitForURL(address);
        assertThat(title(page)).hasText(requireNonNull(titles.get(address)));
      }
      Page copy = page.context().newPage();
      titles.forEach((address, title) -> {
        copy.navigate(address);
        assertThat(title(copy)).hasText(title);
      });
    }
  }

  @Test
  void whoWorksInTwoWorkspacesGoesFromOneToTheOther() {
    Stack stack = Stack.started();
    Shop here = stack.newShop();
    Shop there = stack.newShop();
    there.source("phone");
    String username = "person-" + here.key();
    stack.users().ensure(username, PASSWORD);
    here.join(username, ENGINEER);
    there.join(username, VIEWER);
    try (Visitor visitor = ui.stranger(here, "/sources")) {
      visitor.enter(username, PASSWORD);
      visitor.arrive("/sources");
      Page page = visitor.page();
      assertThat(link(page, "Create source").first()).isVisible();

      button(page, "Workspace").click();
      page.getByRole(AriaRole.MENUITEM, named("Viewer")).click();
      page.waitForURL(stack.url(Service.GATEWAY) + "/w/" + there.key());
      // Until it is there, what stands on the page is the other workspace's.
      assertThat(title(page)).not().hasText("Sources");
      // In the navigation; Home offers sources, too, until the first event has come.
      link(page, "Sources").first().click();
      assertThat(link(page, "phone").first()).isVisible();
      assertThat(page.getByText("Create source")).hasCount(0);
    }
  }

  @Test
  void aViewerSeesAndCannotChange() {
    Inventory inventory = Inventory.of(Stack.started());
    Shop other = Stack.started().newShop();
    try (Visitor visitor = ui.visit(inventory.shop(), VIEWER, "/sources")) {
      Page page = visitor.page();
      assertThat(link(page, "web").first()).isVisible();
      assertThat(page.getByText("Create source")).hasCount(0);

      Pages.of(inventory)
          .forEach((name, path) -> {
            visitor.open(path);
            assertThat(page.content())
                .as("personal data on %s", name)
                .doesNotContain(inventory.email())
                .doesNotContain(inventory.firstName());
          });

      page.navigate(Stack.started().url(Service.GATEWAY) + "/w/" + other.key() + "/sources");
      assertThat(page.getByRole(AriaRole.HEADING, named("Not found"))).isVisible();
    }
  }
}
