package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.KeycloakUsers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of the web UI over the real installation, in a real browser. */
class ScreensTest {
  private static final Path SCREENSHOTS = Path.of("target", "screens");
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);
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
          "Sync log",
          "Alerts",
          "Team and keys");
  private static final String PASSWORD = "correct horse battery staple";

  @RegisterExtension final WebUi ui = new WebUi();

  /** By name, the address of every page, with what stands behind its tabs. */
  private static Map<String, String> pages(Inventory inventory) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("home", "");
    pages.put("events", "/events");
    pages.put("event", "/events/" + inventory.ids().get("event"));
    pages.put("quarantine", "/quarantine");
    pages.put("audiences", "/audiences");
    pages.put("audience", "/audiences/" + inventory.ids().get("audience"));
    pages.put("audience-members", pages.get("audience") + "?tab=people");
    pages.put("dictionary", "/dictionary");
    pages.put("dictionary-events", "/dictionary?tab=events");
    pages.put("dictionary-quality", "/dictionary?tab=quality");
    pages.put("dictionary-trait", "/dictionary/trait?name=firstName");
    pages.put("dictionary-event", "/dictionary/event?call=track&name=Order+Completed");
    pages.put("new-audience", "/audiences/new");
    pages.put("edit-audience", pages.get("audience") + "/edit");
    pages.put("profiles", "/profiles");
    pages.put("profile", "/profiles/" + inventory.ids().get("profile"));
    pages.put("profile-timeline", pages.get("profile") + "?tab=timeline");
    pages.put("profile-identity", pages.get("profile") + "?tab=identity");
    pages.put("profile-deliveries", pages.get("profile") + "?tab=deliveries");
    pages.put("identity", "/identity");
    pages.put("identity-conflicts", "/identity?tab=conflicts");
    pages.put("identity-suggestions", "/identity?tab=inbox&show=suggestions");
    pages.put("identity-matching", "/identity?tab=matching");
    pages.put("identity-shared", "/identity?tab=shared");
    pages.put("sources", "/sources");
    pages.put("new-source", "/sources/new");
    pages.put("source", "/sources/" + inventory.ids().get("source"));
    pages.put("connections", "/connections");
    pages.put("new-connection", "/connections/new");
    pages.put("connection", "/connections/" + inventory.ids().get("warehouse"));
    pages.put("connection-settings", pages.get("connection") + "?tab=settings");
    pages.put("models", "/models");
    pages.put("new-model", "/models/new?connection=" + inventory.ids().get("warehouse"));
    pages.put("model", "/models/" + inventory.ids().get("model"));
    pages.put("model-runs", pages.get("model") + "?tab=runs");
    pages.put("model-mapping", pages.get("model") + "?tab=mapping");
    pages.put("model-rows", pages.get("model") + "?tab=rows");
    pages.put("model-settings", pages.get("model") + "?tab=settings");
    pages.put("run", "/runs/" + inventory.ids().get("run"));
    pages.put("destinations", "/destinations");
    pages.put("destination", "/destinations/" + inventory.ids().get("destination"));
    pages.put("new-destination", "/destinations/new");
    pages.put("connect", "/destinations/new?connector=hubspot");
    pages.put("edit-destination", pages.get("destination") + "/edit");
    pages.put("syncs", "/syncs");
    pages.put(
        "new-sync",
        "/syncs/new?destination=%s&audience=%s"
            .formatted(inventory.ids().get("destination"), inventory.ids().get("audience")));
    pages.put("sync", "/syncs/" + inventory.ids().get("sync"));
    pages.put("edit-sync", pages.get("sync") + "/edit");
    pages.put("deliveries", "/deliveries");
    pages.put("delivery", "/deliveries/" + inventory.ids().get("delivery"));
    pages.put("alerts", "/alerts");
    pages.put("team", "/team");
    pages.put("team-clients", "/team?tab=clients");
    pages.put("team-keys", "/team?tab=keys");
    pages.put("team-audit", "/team?tab=audit");
    pages.put("nothing", "/audiences/none");
    return pages;
  }

  @Test
  void everyPageIsSoundInBothThemesAtBothWidths() {
    Inventory inventory = Inventory.of(Stack.started());
    Lookalikes.comeIn(inventory.shop(), inventory.shop().source("phone"));
    Lookalikes.areLookedFor(inventory.shop());
    SoftAssertions softly = new SoftAssertions();
    for (Look width : List.of(Look.USUAL, Look.NARROW)) {
      try (Visitor visitor = ui.visit(width, inventory.shop(), ADMIN, "")) {
        pages(inventory)
            .forEach((name, path) -> {
              visitor.open(path);
              for (Look look : width.themes()) {
                visitor.turn(look.theme());
                isSound(softly, visitor.page(), name + "-" + look);
              }
            });
        softly
            .assertThat(visitor.complaints())
            .as("console")
            .allMatch(complaint -> complaint.contains("/audiences/none: Failed to load resource"));
      }
    }
    softly.assertAll();
  }

  private static void isSound(SoftAssertions softly, Page page, String as) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(as + ".png")).setFullPage(true));
    softly.assertThat(new AxeBuilder(page).analyze().getViolations()).as(as).isEmpty();
    softly.assertThat(overflow(page)).as("%s: overflow", as).isZero();
  }

  private static int overflow(Page page) {
    return (Integer)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Test
  void theKeyboardReachesEveryPageAndSigningOutEndsTheSession() {
    Shop shop = Stack.started().newShop();
    try (Visitor visitor = ui.visit(shop, ENGINEER, "/sources")) {
      Page page = visitor.page();
      page.keyboard().press("Control+k");
      page.getByPlaceholder("A page, an audience").fill("Destinations");
      assertThat(page.getByRole(AriaRole.DIALOG).getByText("Syncs")).hasCount(0);
      page.keyboard().press("Enter");
      page.waitForURL(visitor.address("/destinations"));
      visitor.awaitContent();
      page.goBack();
      page.waitForURL(visitor.address("/sources"));

      button(page, "Your account and theme").click();
      page.getByRole(AriaRole.MENUITEM, named("Sign out")).click();
      assertThat(page.locator("#password")).isVisible();
      page.navigate(visitor.address("/sources"));
      page.waitForURL(url -> !url.startsWith(visitor.address("")));
      assertThat(page.locator("#password")).isVisible();
    }
  }

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
    new KeycloakUsers(stack.installation()).ensure(username, PASSWORD);
    here.admin().put(here.path("/members/" + username), ENGINEER);
    there.admin().put(there.path("/members/" + username), VIEWER);
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
      link(page, "Sources").click();
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
      visitor.open("/sources/new");
      assertThat(page.getByText("This takes the role Engineer")).isVisible();
      assertThat(button(page, "Create source")).hasCount(0);

      pages(inventory)
          .forEach((name, path) -> {
            visitor.open(path);
            assertThat(page.content())
                .as("personal data on %s", name)
                .doesNotContain(inventory.email())
                .doesNotContain(inventory.firstName());
          });

      page.navigate(Stack.started().url(Service.GATEWAY) + "/w/" + other.key() + "/sources");
      assertThat(page.getByText("There is nothing here")).isVisible();
    }
  }

  @Test
  void theFirstEventTurnsTheSourceGreenThoughTheGatewayWasKilledMeanwhile() {
    Shop shop = Stack.started().newShop();
    try (Visitor visitor = ui.visit(shop, ENGINEER, "/sources/new")) {
      Page page = visitor.page();
      labelled(page, "Name").fill("Web shop");
      button(page, "Create source").click();
      assertThat(page.getByText("Waiting for the first event.")).isVisible();
      String writeKey = page.getByText("wk_").first().innerText();
      page.evaluate("() => { window.neverReloaded = true; }");

      Locator stale = page.getByText("The server can’t be reached. What you see is from");
      new Parts(Stack.started().installation().checkout())
          .keepAway(Service.GATEWAY.name(), stale::isVisible);
      long sent = System.nanoTime();
      assertThat(
              new Source(Stack.started().url(Service.COLLECTOR), writeKey)
                  .identify("u-1", Map.of("plan", "pro")))
          .isEqualTo(200);
      assertThat(page.getByText("Events arrive.")).isVisible();
      Report.latency("screens: event, over a restart of the gateway, to the page", sent);
      assertThat(stale).hasCount(0);
      assertThat(page.evaluate("() => window.neverReloaded")).isEqualTo(true);
    }
  }
}
