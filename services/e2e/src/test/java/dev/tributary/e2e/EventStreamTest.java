package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events appear on the page as they are decided, each with its way. */
@Tag("soak")
@Tag("soak-journeys")
class EventStreamTest {
  private static final int MEASURED = 25;
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;
  private Source web;

  @BeforeEach
  void openShop() {
    shop = Stack.started().newShop();
    web = shop.source("web");
  }

  @Test
  void anEventAppearsByItselfPauseHoldsItAndFiltersLiveInTheAddress() {
    try (Visitor visitor = visit("/events")) {
      Page page = visitor.page();
      awaitLive(page);
      track("First order");
      assertThat(event(page, "First order")).isVisible();

      page.locator("body").press(" ");
      track("Held order");
      assertThat(page.getByText("Paused. 1 new event.")).isVisible();
      assertThat(event(page, "Held order")).hasCount(0);
      button(page, "Resume").click();
      assertThat(event(page, "Held order")).isVisible();

      page.getByText("Quarantined", new Page.GetByTextOptions().setExact(true)).first().click();
      page.waitForURL(visitor.address("/events?outcome=quarantined"));
      assertThat(event(page, "Held order")).hasCount(0);
      awaitLive(page);
      track("Applied order");
      conflict();
      assertThat(page.getByText("Another event has the same message id")).isVisible();
      assertThat(event(page, "Applied order")).hasCount(0);
    }
  }

  @Test
  void whatWasQuarantinedSaysWhyAndIsAppliedWhenItIsTriedAgain() {
    conflict();
    try (Visitor visitor = visit("/quarantine")) {
      Page page = visitor.page();
      assertThat(page.getByText("Another event has the same message id")).isVisible();
      button(page, "Show").click();
      page.locator("a[href*='/events/evt_']").first().click();
      assertThat(page.getByText("send another event under a new one").first()).isVisible();
      Locator received = page.getByLabel("As received").first();
      received.getByText("Show JSON").click();
      assertThat(received.getByText("m-conflict").first()).isVisible();
      button(page, "Try again").click();
      assertThat(page.getByText("Applied to")).isVisible();
      visitor.open("/quarantine");
      assertThat(page.getByRole(AriaRole.HEADING, named("Nothing is in quarantine"))).isVisible();
    }
  }

  @Test
  @Tag("bench")
  void theTimeFromAcceptanceToThePageIsReported() {
    List<Double> millis = new ArrayList<>();
    try (Visitor visitor = visit("/events")) {
      Page page = visitor.page();
      awaitLive(page);
      for (int i = 0; i < MEASURED; i++) {
        String name = "Order number " + i;
        track(name);
        long accepted = System.nanoTime();
        assertThat(event(page, name)).isVisible();
        millis.add((System.nanoTime() - accepted) / 1e6);
      }
    }
    Collections.sort(millis);
    Report.figure(
        "events: accepted to the page, p50 of " + MEASURED, millis.get(MEASURED / 2), "ms");
    Report.figure("events: accepted to the page, max of " + MEASURED, millis.getLast(), "ms");
  }

  private void track(String name) {
    assertThat(web.send("track", Map.of("userId", "u-1", "event", name))).isEqualTo(200);
  }

  /** Two events with one message id and different content: the second is set aside. */
  private void conflict() {
    for (String name : List.of("Order Completed", "Order Refunded")) {
      String body =
          "{\"messageId\":\"m-conflict\",\"userId\":\"u-1\",\"event\":\"%s\"}".formatted(name);
      assertThat(web.send("track", body.getBytes(UTF_8))).isEqualTo(200);
    }
    shop.recorded();
  }

  private static void awaitLive(Page page) {
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
  }

  private static Locator event(Page page, String name) {
    return page.getByRole(AriaRole.LINK, named(name).setExact(true));
  }

  private Visitor visit(String path) {
    return ui.visit(shop, ENGINEER, path);
  }
}
