package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What open tabs ask of the API while there is traffic, and that they still show changes. */
@Tag("soak")
@Tag("soak-journeys")
class OpenTabsTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);

  private static final Duration TRAFFIC = Duration.ofSeconds(3);
  private static final int ROUNDS_BEFORE = 10;

  /** Five minutes: as long as the longest interval of a query. */
  private static final int ROUNDS = 100;

  @RegisterExtension final WebUi ui = new WebUi();

  private final RequestsBefore before = RequestsBefore.read();
  private Source web;
  private int round;

  @Test
  void aTabMakesATenthOfTheRequestsThatItMadeBeforeAndShowsChanges() {
    Shop shop = Stack.started().newShop();
    shop.allowUnknown("marketing");
    web = shop.source("web");
    shop.audience("buyers", Map.of("event", "Order Completed"));
    shop.destinations().hubspot("crm");
    shop.syncs().contacts("crm");
    traffic();
    shop.delivered();
    String profile = "/profiles/" + shop.profile("user_id", "ada");
    try (Visitor home = ui.visit(shop, ENGINEER, "");
        Visitor log = ui.visit(shop, ENGINEER, "/deliveries");
        Visitor person = ui.visit(shop, ENGINEER, profile);
        Visitor sources = ui.visit(shop, ENGINEER, "/sources")) {
      Map<String, Tab> tabs =
          Map.of(
              "Home",
              new Tab(home),
              "sync log",
              new Tab(log),
              "profile",
              new Tab(person),
              "sources",
              new Tab(sources));
      flow(home.page(), ROUNDS_BEFORE);
      tabs.values().forEach(Tab::begin);
      long begun = System.nanoTime();
      flow(home.page(), ROUNDS);
      double minutes = (System.nanoTime() - begun) / 60e9;
      tabs.forEach((name, tab) -> compare(name, tab, minutes));
      long sent = System.nanoTime();
      web.identify("ada", Map.of("plan", "after the traffic"));
      assertThat(person.page().getByText("after the traffic").first()).isVisible();
      Report.latency("tabs: event after traffic to the page of its person", sent);
      assertThat(home.page().getByText("Live").first()).isVisible();
    }
  }

  private void compare(String name, Tab tab, double minutes) {
    double inAMinute = tab.all() / minutes;
    Report.figure("tabs: requests of " + name + " in a minute", inAMinute, "");
    assertThat(inAMinute)
        .as("requests of %s in %.1f minutes: %s", name, minutes, tab.requests)
        .isLessThanOrEqualTo(before.limit(name));
  }

  /** The browser reports requests while a page waits, so this wait is no sleep. */
  private void flow(Page page, int rounds) {
    for (int i = 0; i < rounds; i++) {
      traffic();
      page.waitForTimeout(TRAFFIC.toMillis());
    }
  }

  private void traffic() {
    round++;
    String email = "ada-" + round + "@shop.example";
    web.identify("ada", Map.of("email", email, "firstName", "Ada " + round));
  }

  /** The requests of a page to the API since the last beginning, by their path. */
  private static final class Tab {
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    Tab(Visitor visitor) {
      visitor.page().onRequest(this::asked);
    }

    void begin() {
      requests.clear();
    }

    int all() {
      return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void asked(Request request) {
      String path = URI.create(request.url()).getPath();
      boolean counts =
          path.startsWith("/api/")
              && List.of("fetch", "xhr").contains(request.resourceType())
              && !path.endsWith("/changes");
      if (counts) {
        requests.merge(path, 1, Integer::sum);
      }
    }
  }
}
