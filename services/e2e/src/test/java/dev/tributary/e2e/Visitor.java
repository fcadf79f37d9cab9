package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.tributary.local.launch.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A person with a role in a shop, at the web UI in a browser of their own. */
final class Visitor implements AutoCloseable {
  /** What the browser can take a picture of, in pixels. */
  private static final int TALLEST_PICTURE = 16_000;

  /** Part of the browser's message about everything that the policy refuses. */
  private static final String POLICY = "Content Security Policy";

  private static final AtomicInteger VISITS = new AtomicInteger();

  private final String home;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> breaches = new CopyOnWriteArrayList<>();
  private Runnable leaves = () -> {};

  private Visitor(Browser browser, DisplaySettings look, String home) {
    this.home = home;
    this.context = browser.newContext(look.options());
    this.context.setDefaultTimeout(WebUi.PATIENCE.toMillis());
    PlaywrightAssertions.setDefaultAssertionTimeout(WebUi.PATIENCE.toMillis());
    this.page = context.newPage();
  }

  /** Opens a page of the shop as somebody who has just become a member. */
  static Visitor signIn(
      Browser browser,
      DisplaySettings look,
      Stack stack,
      Shop shop,
      Map<String, ?> rights,
      String path) {
    KnownPeople.Person person = stack.people().take(shop);
    shop.join(person.username(), rights);
    Visitor visitor = new Visitor(browser, look, home(stack, shop));
    visitor.leaves = () -> stack.people().giveBack(person);
    visitor.context.addCookies(person.cookies());
    visitor.page.navigate(visitor.home + path);
    Locator asked = visitor.page.locator("#username");
    asked.or(title(visitor.page)).first().waitFor();
    if (asked.isVisible()) {
      visitor.enter(person.username(), KnownPeople.PASSWORD);
    }
    visitor.arrive(path);
    person.keep(visitor.context.cookies());
    return visitor;
  }

  /** Asks for a page of the shop as somebody whom nobody knows yet, and is asked who they are. */
  static Visitor at(Browser browser, DisplaySettings look, Stack stack, Shop shop, String path) {
    Visitor visitor = new Visitor(browser, look, home(stack, shop));
    visitor.page.navigate(visitor.home + path);
    return visitor;
  }

  private static String home(Stack stack, Shop shop) {
    return stack.url(Service.GATEWAY) + "/w/" + shop.key();
  }

  /** Says to Keycloak who this is. */
  void enter(String username, String password) {
    enter(page, username, password);
  }

  /** The same, in another window. */
  static void enter(Page page, String username, String password) {
    page.fill("#username", username);
    page.fill("#password", password);
    page.click("#kc-login");
  }

  /** Waits for the page that was asked for before signing in. */
  void arrive(String path) {
    // What a page does with its query, it may have done by now.
    String place = home + path.replaceFirst("[?].*", "");
    // The error names the page that is shown instead. The browser reads the pattern, and its syntax
    // has no quotes.
    assertThat(page).hasURL(Pattern.compile("^" + place.replaceAll("[^\\w/:-]", "\\\\$0")));
    page.waitForLoadState();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        String complaint = page.url() + ": " + message.text() + " at " + message.location();
        complaints.add(complaint);
        if (message.text().contains(POLICY)) {
          breaches.add(complaint);
        }
      }
    });
    page.onPageError(error -> {
      complaints.add(page.url() + ": " + error);
      breaches.add(page.url() + ": " + error);
    });
    awaitContent();
  }

  Page page() {
    return page;
  }

  /** Errors that pages wrote to the console, a breach of the security policy among them. */
  List<String> complaints() {
    return complaints;
  }

  /** Goes to a page of the shop, and waits until it shows more than its outline. */
  void open(String path) {
    page.navigate(home + path);
    awaitContent();
  }

  /** The system asks for this theme from now on; returns when the page wears it. */
  void turn(ColorScheme theme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    assertThat(page.locator("html"))
        .hasAttribute("data-mantine-color-scheme", theme.name().toLowerCase(Locale.ROOT));
    page.evaluate(
        "() => document.getAnimations().filter(each => each instanceof CSSTransition)"
            + ".forEach(each => each.finish())");
  }

  /** The window changes its width; returns when the page has been drawn in it. */
  void resize(DisplaySettings width) {
    page.setViewportSize(width.width(), DisplaySettings.HEIGHT);
    page.evaluate(
        "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    awaitContent();
  }

  String address(String path) {
    return home + path;
  }

  void awaitContent() {
    assertThat(title(page)).isVisible();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
  }

  /**
   * What was seen last stays as a picture, the page of a failure too. No page may have broken its
   * policy for contents, or have thrown an error that nothing caught.
   */
  @Override
  public void close() {
    try {
      takePicture();
    } finally {
      context.close();
      leaves.run();
    }
    assertThat(breaches).isEmpty();
  }

  private void takePicture() {
    String name = "%03d-%s.png".formatted(VISITS.incrementAndGet(), test());
    boolean whole =
        ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue()
            <= TALLEST_PICTURE;
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "visits", name)).setFullPage(whole));
  }

  private static String test() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(frame -> frame.getClassName().endsWith("Test"))
                .findFirst()
                .map(frame -> frame.getMethodName())
                .orElse("visit"));
  }
}
