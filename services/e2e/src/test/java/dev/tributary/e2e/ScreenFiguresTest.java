package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.testkit.browser.Chromium;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How heavy the pages are for the browser: bounds where there is one, figures for people else. */
class ScreenFiguresTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);
  private static final int PEOPLE = 10_000;
  private static final int BATCH = 100;
  private static final int MOST_ROWS = 200;
  private static final int MOST_PRESSES = 2_000;

  /** Long tasks are those over 50 ms, as the browser counts them. */
  private static final String WATCH_LONG_TASKS =
      """
      () => {
        window.longTasks = [];
        new PerformanceObserver((list) =>
          window.longTasks.push(...list.getEntries().map((entry) => entry.duration)),
        ).observe({ type: 'longtask', buffered: true });
      }\
      """;

  private final Stack stack = Stack.started();

  @Test
  @Tag("soak")
  @Tag("soak-storms")
  void thousandsOfPeopleAreScrolledToTheEndByKeyboardWithFewRowsInThePage() {
    Shop shop = stack.newShop();
    String audience = members(shop);
    try (Chromium chromium = Chromium.launch();
        Visitor visitor =
            Visitor.signIn(chromium.browser(), DisplaySettings.USUAL, stack, shop, MARKETER, "")) {
      Page page = visitor.page();
      visitor.open("/audiences/" + audience + "?tab=people");
      page.evaluate(WATCH_LONG_TASKS);
      Locator rows = page.locator("tbody tr");
      Locator more =
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show more"));
      Locator last = page.locator("tr[data-index='%d']".formatted(PEOPLE - 1));
      int most = 0;
      for (int presses = 0; last.count() == 0 && presses < MOST_PRESSES; presses++) {
        page.keyboard().press("End");
        page.waitForTimeout(100);
        most = Math.max(most, rows.count());
      }
      assertThat(last).isVisible();
      assertThat(more).hasCount(0);
      assertThat(most).as("rows in the page at once").isLessThanOrEqualTo(MOST_ROWS);
      longTasks(page, "screens: %,d people to the end by keyboard".formatted(PEOPLE));
      Report.figure("screens: rows in the page at once, of %,d".formatted(PEOPLE), most, "rows");
    }
  }

  @Test
  @Tag("bench")
  void theFirstPageOfSomebodyWhoWasNeverHere() {
    Shop shop = stack.newShop();
    try (Chromium chromium = Chromium.launch();
        Visitor visitor =
            Visitor.signIn(
                chromium.browser(), DisplaySettings.USUAL, stack, shop, MARKETER, "/audiences")) {
      Page page = withoutCache(chromium.browser(), visitor);
      page.addInitScript("(" + WATCH_LONG_TASKS + ")()");
      page.navigate(visitor.address(""));
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .isVisible();
      assertThat(page.locator("[aria-busy=true]")).hasCount(0);
      Report.figure(
          "screens: Home, from the request until it is complete",
          number(page, "() => performance.now()"),
          "ms");
      Report.figure(
          "screens: Home, from the request to the first content",
          number(
              page,
              "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"),
          "ms");
      Report.figure(
          "screens: Home, scripts and styles sent to the browser",
          number(
              page,
              "() => performance.getEntriesByType('resource')"
                  + ".filter((each) => each.name.includes('/assets/'))"
                  + ".reduce((sum, each) => sum + each.encodedBodySize, 0) / 1000"),
          "kB");
      longTasks(page, "screens: Home");
    }
  }

  /** Signed in, but with nothing of the pages kept. */
  private static Page withoutCache(Browser browser, Visitor visitor) {
    return browser
        .newContext(
            new Browser.NewContextOptions()
                .setStorageState(visitor.page().context().storageState()))
        .newPage();
  }

  private static void longTasks(Page page, String what) {
    Report.figure(what + ": long tasks", number(page, "() => window.longTasks.length"), "tasks");
    Report.figure(
        what + ": longest task", number(page, "() => Math.max(0, ...window.longTasks)"), "ms");
  }

  private static double number(Page page, String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }

  /** An audience that everybody is in. */
  private static String members(Shop shop) {
    Source source = shop.source("web");
    for (int first = 0; first < PEOPLE; first += BATCH) {
      List<Map<String, Object>> batch =
          IntStream.range(first, first + BATCH)
              .<Map<String, Object>>mapToObj(each ->
                  Map.of(
                      "type", "identify", "userId", "u-" + each, "traits", Map.of("plan", "pro")))
              .toList();
      assertThat(source.send("batch", Map.of("batch", batch))).isEqualTo(200);
    }
    shop.recorded();
    String audience =
        shop.audience("all", Map.of("trait", "plan", "operator", "equals", "value", "pro"));
    shop.recorded();
    return audience;
  }
}
