package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.browser.Chromium;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak asks for the password on a page that looks like the web UI. */
class SignInDesignTest {
  private static final String PASSWORD = "correct horse battery staple";

  /** The colours of the button, of its text, of the panel and of its border. */
  private static final String COLOURS =
      """
      () => {
        const button = getComputedStyle(document.querySelector('#kc-login'));
        const panel = getComputedStyle(document.querySelector('.pf-v5-c-login__main'));
        return [button.backgroundColor, button.color, panel.backgroundColor, panel.borderLeftColor];
      }\
      """;

  /** The same colours as the web UI names them, in its present theme. */
  private static final String COLOURS_OF_WEB_UI =
      """
      () => ['--accent', '--on-accent', '--panel', '--line'].map(name => {
        const probe = document.body.appendChild(document.createElement('span'));
        probe.style.color = `var(${name})`;
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      })\
      """;

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void thePageHasTheNameTheFieldsAndTheColoursOfTheWebUi(ColorScheme theme) {
    String username = "person-" + UUID.randomUUID().toString().substring(0, 8);
    Stack stack = Stack.started();
    stack.users().ensure(username, PASSWORD);
    stack.newShop().join(username, Map.of("role", "viewer"));
    try (Chromium chromium = Chromium.launch();
        BrowserSession browser =
            new BrowserSession(chromium.browser(), stack.url(Service.GATEWAY))) {
      Page page = browser.page();
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      browser.open("/");
      assertThat(page.locator(".tributary-logo")).isVisible();
      assertThat(page.locator("#kc-header-wrapper")).hasText("Tributary");
      assertThat(page.locator("#kc-page-title")).hasText("Sign in");
      assertThat(page.locator("label[for='username']")).hasText(Pattern.compile("Username"));
      assertThat(page.locator("label[for='password']")).hasText("Password");
      Object colours = page.evaluate(COLOURS);

      browser.signIn(username, PASSWORD);
      String name = theme.name().toLowerCase(Locale.ROOT);
      assertThat(page.locator("html[data-mantine-color-scheme='" + name + "']")).isAttached();
      assertThat(page.evaluate(COLOURS_OF_WEB_UI)).as("the web UI").isEqualTo(colours);
    }
  }
}
