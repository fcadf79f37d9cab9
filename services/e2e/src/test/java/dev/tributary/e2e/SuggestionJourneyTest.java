package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two entries of one person: looked for, found, and decided without touching the mouse. */
@Tag("soak")
@Tag("soak-journeys")
class SuggestionJourneyTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  @Test
  void aSuggestionIsFoundReadAndAcceptedByKeys() {
    Shop shop = Stack.started().newShop();
    Lookalikes.comeIn(shop, shop.source("web"));
    try (Visitor marketer = ui.visit(shop, MARKETER, "/identity?tab=matching")) {
      Page page = marketer.page();
      button(page, "Find matches").first().click();
      assertThat(page.getByText("1 pair suggested among 72 people").first()).isVisible();

      marketer.open("/identity?tab=inbox&show=suggestions");
      Locator suggestion = page.getByRole(AriaRole.ARTICLE).first();
      assertThat(suggestion).containsText("a.osterhaus@mail.example");
      page.keyboard().press("j");
      assertThat(suggestion).isFocused();
      page.keyboard().press("Enter");
      assertThat(suggestion.getByText("Osterhaus").first()).isVisible();
      Soundness.check(page, "suggestion");

      page.keyboard().press("m");
      assertThat(page.getByText("The profiles will be merged.")).isVisible();
      await()
          .atMost(WebUi.PATIENCE)
          .pollInSameThread()
          .untilAsserted(() ->
              assertThat(shop.profile("user_id", Lookalikes.ANNA))
                  .isEqualTo(shop.profile("user_id", Lookalikes.ANN)));
      marketer.open("/identity?tab=inbox&show=suggestions");
      assertThat(page.getByRole(AriaRole.ARTICLE)).hasCount(0);
    }
  }
}
