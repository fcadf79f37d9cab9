package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.workspace.KeycloakUsers;
import dev.tributary.testkit.browser.Chromium;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A session that ends while somebody types. */
class SessionExpiryTest {
  private static final String PASSWORD = "correct horse battery staple";

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final String username = "person-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void whatWasTypedStaysAndIsKeptOnceSomebodyHasSignedInAgain() {
    new KeycloakUsers(stack.installation()).ensure(username, PASSWORD);
    shop.admin().put(shop.path("/members/" + username), Map.of("role", "engineer"));
    String form = "/sources/new";
    try (Chromium chromium = Chromium.launch();
        Visitor visitor = Visitor.at(chromium.browser(), Look.USUAL, stack, shop, form)) {
      visitor.enter(username, PASSWORD);
      visitor.arrive(form);
      Page page = visitor.page();
      Locator name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
      name.fill("Web shop");

      page.context().clearCookies();
      page.getByRole(AriaRole.BUTTON, named("Create source")).click();
      assertThat(page.getByRole(AriaRole.DIALOG, named("Your session has ended"))).isVisible();
      assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
      assertThat(name).hasValue("Web shop");

      Page window =
          page.waitForPopup(() -> page.getByRole(AriaRole.BUTTON, named("Sign in again")).click());
      Visitor.enter(window, username, PASSWORD);

      // The request that had to wait goes on by itself.
      assertThat(page.getByText("Waiting for the first event.")).isVisible();
      assertThat(page.getByRole(AriaRole.HEADING, named("Web shop"))).isVisible();
      assertThat(shop.admin().get(shop.path("/sources")).path("data")).hasSize(1);
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
