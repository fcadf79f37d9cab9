package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tributary.testkit.browser.Chromium;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page without layout shifts is one that was really watched. */
@Tag("soak")
@Tag("soak-screens")
class LayoutShiftsTest {
  private static final String PAGE =
      "data:text/html,<div id='late'></div><p style='height: 400px'>Read this</p>";

  @Test
  void contentThatAppearsAboveOtherContentIsAShift() {
    try (Chromium chromium = Chromium.launch();
        Page page = chromium.browser().newPage()) {
      LayoutShifts.watch(page);
      page.navigate(PAGE);
      assertThat(LayoutShifts.of(page)).isEmpty();

      page.evaluate("() => { document.getElementById('late').style.height = '300px'; }");
      assertThat(LayoutShifts.of(page))
          .singleElement()
          .asString()
          .contains("Read this")
          .containsPattern("\\(\\d+ (\\d+) \\d+ 400 -> \\d+ (?!\\1 )\\d+ \\d+ \\d+\\)");
    }
  }
}
