package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.tributary.local.launch.Service;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From an empty workspace to the first delivery, with Home's list of steps as the only guide. */
@Tag("soak")
@Tag("soak-journeys")
class FirstStepsTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = Stack.started().newShop();
  }

  @Test
  void eachStepIsNoticedUntilTheFirstDelivery() {
    try (Visitor visitor = ui.visit(shop, ENGINEER, "")) {
      Page page = visitor.page();
      assertThat(title(page)).hasText("Get the first data flowing");
      done(page, 0);
      Source web = createSource(page);
      goHome(page);
      done(page, 1);
      sendFirstEvent(web);
      done(page, 2);
      buildAudience(page);
      done(page, 3);
      connectDestination(page);
      done(page, 4);
      createSync(page);
      assertThat(page.getByText("First steps")).hasCount(0);
      assertThat(title(page))
          .hasText(Pattern.compile("Data is flowing.*|Everything works.*|No event.*"));
      assertThat(page.getByLabel("Recent changes")).containsText("Sync, created");
    }
  }

  private Source createSource(Page page) {
    next(page, "Create source").click();
    labelled(page, "Name").fill("Web shop");
    button(page, "Create source").click();
    String writeKey = page.getByText("wk_").first().innerText();
    return new Source(Stack.started().url(Service.COLLECTOR), writeKey);
  }

  private void sendFirstEvent(Source web) {
    Map<String, ?> mila = Map.of("email", "mila@shop.example", "firstName", "Mila");
    assertThat(web.identify("u-1", mila)).isEqualTo(200);
    shop.consent("u-1", "marketing", "granted");
  }

  private void buildAudience(Page page) {
    assertThat(next(page, "Build an audience")).isVisible();
    assertThat(next(page, "Connect a warehouse")).isVisible();
    shop.audience("buyers", Map.of("event", "Order Completed"));
  }

  private void connectDestination(Page page) {
    assertThat(next(page, "Connect a destination")).isVisible();
    shop.destinations().hubspot("crm");
  }

  private void createSync(Page page) {
    assertThat(next(page, "Create sync")).isVisible();
    shop.syncs().contacts("crm");
  }

  private static void goHome(Page page) {
    link(page, "Home").click();
  }

  private static void done(Page page, int steps) {
    assertThat(page.getByText(steps + " of 6 steps are done.")).isVisible();
  }

  private static Locator next(Page page, String action) {
    return link(page, action);
  }
}
