package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that ends while somebody types. */
@Tag("soak")
@Tag("soak-journeys")
class SessionExpiryTest {
  private static final String PASSWORD = "correct horse battery staple";
  private static final String FORM = "/sources/new";

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final String username = "person-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void whatWasTypedStaysAndIsKeptOnceSomebodyHasSignedInAgain() {
    stack.users().ensure(username, PASSWORD);
    shop.join(username, Map.of("role", "engineer"));
    try (Visitor visitor = ui.stranger(shop, FORM)) {
      visitor.enter(username, PASSWORD);
      visitor.arrive(FORM);
      Page page = visitor.page();
      labelled(page, "Name").fill("Web shop");

      page.context().clearCookies();
      button(page, "Create source").click();
      assertThat(page.getByRole(AriaRole.DIALOG, named("Your session has ended"))).isVisible();
      Soundness.check(page);
      assertThat(labelled(page, "Name")).hasValue("Web shop");

      Page window = page.waitForPopup(() -> button(page, "Sign in again").click());
      Visitor.enter(window, username, PASSWORD);

      // The request that had to wait goes on by itself.
      assertThat(page.getByText("Waiting for the first event.")).isVisible();
      assertThat(title(page)).hasText("Web shop");
      assertThat(shop.admin().get(shop.path("/sources")).path("data")).hasSize(1);
    }
  }
}
