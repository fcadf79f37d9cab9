package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tributary.testkit.browser.Chromium;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page without violations is one that axe has really examined. */
@Tag("soak")
@Tag("soak-screens")
class AxeTest {
  private static final String TARGET =
      "<button title='%s' style='width: 16px; height: 16px; padding: 0; border: 0'></button>";
  private static final String PAGE =
      "<html lang='en'><title>Page</title><main><h1>Page</h1><div>%s%s</div></main></html>"
          .formatted(TARGET.formatted("Add"), TARGET.formatted("Remove"));

  @Test
  void smallTargetsWithoutRoomBetweenThemAreAViolation() {
    try (Chromium chromium = Chromium.launch();
        Page page = chromium.browser().newPage()) {
      page.setContent(PAGE);
      assertThat(Axe.violations(page)).singleElement().asString().startsWith("target-size");
    }
  }
}
