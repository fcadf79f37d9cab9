package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.browser.Chromium;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an empty workspace to the first delivery, with Home's list of steps as the only guide. */
class FirstStepsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Map<String, ?> VIEWER = Map.of("role", "viewer", "personalData", false);

  private Chromium chromium;
  private Stack stack;
  private Shop shop;

  @BeforeEach
  void launch() {
    chromium = Chromium.launch();
    stack = Stack.started();
    shop = stack.newShop();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
  }

  @AfterEach
  void close() {
    chromium.close();
  }

  @Test
  void eachStepIsNoticedUntilTheFirstDelivery() {
    try (Visitor visitor = visit(ENGINEER)) {
      Page page = visitor.page();
      assertThat(title(page)).hasText("Let’s get the first data flowing");
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
      assertThat(page.getByText("From the first source to the first delivery")).hasCount(0);
      assertThat(title(page)).hasText(Pattern.compile("Everything flows.*|All is well.*"));
      assertThat(page.getByLabel("Recent changes")).containsText("Sync, created");
    }
  }

  private Source createSource(Page page) {
    next(page, "Create source").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Web shop");
    page.getByRole(AriaRole.BUTTON, named("Create source")).click();
    String writeKey = page.getByText("wk_").first().innerText();
    return new Source(stack.url(Service.COLLECTOR), writeKey);
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

  @Test
  void whoMayNotTakeTheNextStepIsToldWhoMay() {
    try (Visitor visitor = visit(VIEWER)) {
      assertThat(visitor.page().getByText("This takes the role Engineer")).isVisible();
      assertThat(next(visitor.page(), "Create source")).hasCount(0);
    }
  }

  private Visitor visit(Map<String, ?> rights) {
    return Visitor.signIn(chromium.browser(), Look.USUAL, stack, shop, rights, "");
  }

  private static void goHome(Page page) {
    page.getByRole(AriaRole.LINK, named("Home")).click();
  }

  private static void done(Page page, int steps) {
    assertThat(page.getByText(steps + " of 6 steps are done.")).isVisible();
  }

  private static Locator title(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static Locator next(Page page, String action) {
    return page.getByRole(AriaRole.LINK, named(action));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
