package dev.tributary.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tributary.testkit.browser.Chromium;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each page of the web UI over the real installation, in a wide and in a narrow window. */
@ExtendWith(WebUi.class)
class EveryPageTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);

  /** What a theme changes for people who see badly; all else is the same in each. */
  private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

  @Test
  void everyPageIsSoundInBothThemesAtBothWidths() throws InterruptedException, ExecutionException {
    Inventory inventory = Inventory.of(Stack.started());
    Lookalikes.comeIn(inventory.shop(), inventory.shop().source("phone"));
    Lookalikes.areLookedFor(inventory.shop());
    SoftAssertions softly = new SoftAssertions();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<SoftAssertions>> walks =
          Stream.of(Look.USUAL, Look.NARROW)
              .map(width -> threads.submit(() -> walk(width, inventory)))
              .toList();
      for (Future<SoftAssertions> walk : walks) {
        softly.assertAlso(walk.get());
      }
    }
    softly.assertAll();
  }

  /** In a browser of its own, because one belongs to the thread that opened it. */
  private static SoftAssertions walk(Look width, Inventory inventory) {
    SoftAssertions softly = new SoftAssertions();
    try (Chromium chromium = Chromium.launch();
        Visitor visitor =
            Visitor.signIn(
                chromium.browser(), width, Stack.started(), inventory.shop(), ADMIN, "")) {
      Pages.of(inventory)
          .forEach((name, path) -> {
            visitor.open(path);
            for (Look look : width.themes()) {
              visitor.turn(look.theme());
              Page page = visitor.page();
              Soundness.check(softly, page, axe(page, look), name + "-" + look);
            }
          });
      softly
          .assertThat(visitor.complaints())
          .as("console")
          .allMatch(complaint -> complaint.contains("/audiences/none: Failed to load resource"));
    }
    return softly;
  }

  private static AxeBuilder axe(Page page, Look look) {
    AxeBuilder axe = new AxeBuilder(page);
    return look.theme() == ColorScheme.DARK ? axe.withRules(OF_COLOURS) : axe;
  }
}
