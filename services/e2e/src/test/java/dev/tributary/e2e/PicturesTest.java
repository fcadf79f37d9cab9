package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.tributary.local.demo.Demo;
import dev.tributary.local.demo.Scale;
import dev.tributary.testkit.browser.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The pictures of the README, of the sample shop; {@code -Dtributary.write-pictures=true} renews
 * them.
 */
@ResourceLock("the sample shop's people")
class PicturesTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);
  private static final Path FOLDER =
      Boolean.getBoolean("tributary.write-pictures")
          ? Path.of(System.getProperty("tributary.root"), "docs", "images")
          : Path.of("target", "pictures");
  private static final int COUNTS = 50;

  private static Stack stack;
  private static Shop shop;

  @BeforeAll
  static void fill() throws InterruptedException {
    stack = Stack.started();
    shop = stack.newShop();
    new Demo(stack.installation(), shop.admin(), new Demo.Workspace(shop.key(), shop.id()))
        .fill(new Scale(300), 7, System.out::println);
    shop.delivered();
  }

  @Test
  @Tag("soak")
  @Tag("soak-screens")
  void theBuilderAndAProfileOfTheSampleShop() {
    try (Chromium chromium = Chromium.launch();
        Visitor visitor =
            Visitor.signIn(chromium.browser(), DisplaySettings.USUAL, stack, shop, MARKETER, "")) {
      visitor.open("/audiences/loyal-but-at-risk/edit");
      assertThat(visitor.page().getByText("people left").first()).isVisible();
      picture(visitor.page(), "builder");

      visitor.open("/profiles/" + shop.profile("user_id", "c-00000"));
      assertThat(visitor.page().getByText("Mila").first()).isVisible();
      picture(visitor.page(), "profile");
    }
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
  }

  @Test
  @Tag("bench")
  void howLongTheBuilderCounts() {
    JsonNode rule =
        shop.marketer()
            .get(shop.path("/audiences/bought-espresso-machine-30-days-ago"))
            .path("rule");
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < COUNTS; i++) {
      long begin = System.nanoTime();
      shop.marketer().post(shop.path("/audiences/preview"), Map.of("rule", rule));
      millis.add((System.nanoTime() - begin) / 1e6);
    }
    Collections.sort(millis);
    Report.figure("builder: a count, p50 of " + COUNTS, millis.get(COUNTS / 2), "ms");
    Report.figure("builder: a count, p99 of " + COUNTS, millis.get(COUNTS * 99 / 100), "ms");
  }
}
