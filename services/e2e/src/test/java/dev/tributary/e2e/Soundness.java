package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * What axe has against a page as it stands. {@code -Dtributary.pictures=true} also takes a picture
 * of each page, for people to look at.
 */
final class Soundness {
  private static final Path PICTURES = Path.of("target", "screens");
  private static final boolean PICTURES_WANTED = Boolean.getBoolean("tributary.pictures");

  private Soundness() {}

  /**
   * @param name of the picture
   */
  static void check(Page page, String name) {
    picture(page, name);
    check(page);
  }

  /** What axe has against it, once nothing moves any more: what fades in has no contrast yet. */
  static void check(Page page) {
    page.waitForFunction(
        """
        () => document.getAnimations().every(({playState, effect}) =>
          playState !== 'running' || effect.getComputedTiming().endTime === Infinity)\
        """);
    assertThat(Axe.violations(page)).as(page.url()).isEmpty();
  }

  /** The same, with a page's width, which must fit its window; what is wrong is collected. */
  static void check(SoftAssertions softly, Page page, List<String> violations, String name) {
    picture(page, name);
    softly.assertThat(violations).as(name).isEmpty();
    softly.assertThat(overflow(page)).as("%s: overflow", name).isZero();
  }

  private static void picture(Page page, String name) {
    if (PICTURES_WANTED) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    }
  }

  private static int overflow(Page page) {
    return (Integer)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}
