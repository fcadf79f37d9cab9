package dev.tributary.e2e;

import com.microsoft.playwright.Page;
import dev.tributary.testkit.browser.Chromium;
import dev.tributary.testkit.lane.Lane;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each page of the web UI over the real installation opens without an error of the browser and with
 * the tab that its address names, in a window that is wide for every other page and narrow for the
 * rest, and fits into it. In the soak lane, each page is in both windows, Axe checks it in both
 * themes, and nothing of it moves by much while it opens.
 */
@Tag("soak-screens")
@ExtendWith(WebUi.class)
class EveryPageTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);

  /** What a theme changes for people who see badly; all else is the same in each. */
  private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

  private static final Pattern TAB = Pattern.compile("[?&](?:tab|sdk)=([^&]+)");

  @Test
  void everyPageIsSound() throws InterruptedException, ExecutionException {
    Inventory inventory = Inventory.of(Stack.started());
    Lookalikes.comeIn(inventory.shop(), inventory.shop().source("phone"));
    Lookalikes.areLookedFor(inventory.shop());
    Queue<Map.Entry<String, String>> pages =
        new ConcurrentLinkedQueue<>(Pages.of(inventory).entrySet());
    SoftAssertions softly = new SoftAssertions();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<SoftAssertions>> walks =
          Stream.of(DisplaySettings.USUAL, DisplaySettings.NARROW)
              .map(first -> threads.submit(() -> walk(first, inventory, pages)))
              .toList();
      for (Future<SoftAssertions> walk : walks) {
        softly.assertAlso(walk.get());
      }
    }
    softly.assertAll();
  }

  /**
   * Opens pages until none is left, in a browser of its own, because one belongs to the thread that
   * opened it. A page opens in the window that the page before it left, which then changes its
   * width: so pages open at either width, and each grows or shrinks to the other.
   */
  private static SoftAssertions walk(
      DisplaySettings first, Inventory inventory, Queue<Map.Entry<String, String>> pages) {
    SoftAssertions softly = new SoftAssertions();
    try (Chromium chromium = Chromium.launch();
        Visitor visitor =
            Visitor.signIn(
                chromium.browser(), first, Stack.started(), inventory.shop(), ADMIN, "")) {
      LayoutShifts.watch(visitor.page());
      DisplaySettings width = first;
      for (var page = pages.poll(); page != null; page = pages.poll()) {
        visitor.open(page.getValue());
        checkTab(softly, visitor.page(), page.getKey());
        if (Lane.current() == Lane.SOAK) {
          check(softly, visitor, width, page.getKey());
          checkColours(softly, visitor, width, page.getKey());
          checkShifts(softly, visitor, width, page.getKey());
        } else {
          Soundness.check(softly, visitor.page(), List.of(), page.getKey() + "-" + width);
        }
        width =
            width.equals(DisplaySettings.USUAL) ? DisplaySettings.NARROW : DisplaySettings.USUAL;
        visitor.resize(width);
        if (Lane.current() == Lane.SOAK) {
          check(softly, visitor, width, page.getKey());
          checkColours(softly, visitor, width, page.getKey());
          visitor.open(page.getValue());
          checkShifts(softly, visitor, width, page.getKey());
        }
      }
      softly
          .assertThat(visitor.complaints())
          .as("console")
          .allMatch(complaint -> complaint.contains("/audiences/none: Failed to load resource"));
    }
    return softly;
  }

  /** A page without the tab in its address opens its first tab. */
  private static void checkTab(SoftAssertions softly, Page page, String name) {
    Matcher tab = TAB.matcher(page.url());
    if (tab.find()) {
      String open = "[role=tab][aria-selected=true][id$='-tab-%s']".formatted(tab.group(1));
      softly.assertThat(page.locator(open).count()).as("%s: its tab", name).isEqualTo(1);
    }
  }

  private static void check(
      SoftAssertions softly, Visitor visitor, DisplaySettings look, String name) {
    Page page = visitor.page();
    Soundness.check(softly, page, Axe.violations(page), name + "-" + look);
  }

  /** Of a page that was opened in this window: a window that changes its width moves everything. */
  private static void checkShifts(
      SoftAssertions softly, Visitor visitor, DisplaySettings look, String name) {
    softly
        .assertThat(LayoutShifts.of(visitor.page()))
        .as("%s-%s: layout shifts", name, look)
        .isEmpty();
  }

  /** Leaves the page in its usual theme. */
  private static void checkColours(
      SoftAssertions softly, Visitor visitor, DisplaySettings width, String name) {
    DisplaySettings dark = width.dark();
    Page page = visitor.page();
    visitor.turn(dark.theme());
    Soundness.check(softly, page, Axe.violations(page, OF_COLOURS), name + "-" + dark);
    visitor.turn(width.theme());
  }
}
