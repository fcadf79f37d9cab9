package dev.tributary.testkit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own Chromium or Chrome, without a window. Nothing is downloaded: on a machine
 * without one the test fails with a sentence, unless {@code -Dtributary.without-browser=true} skips
 * such tests.
 *
 * <p>Each thread keeps its own browser until the JVM ends, because a browser answers only the
 * thread that started it. The pages that a test opened, and their stored data, end with the test.
 */
public final class Chromium implements AutoCloseable {
  private static final String SWITCH = "tributary.without-browser";

  /** The headless shell comes first: a visit costs a third of the processor time. */
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chrome-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private static final Map<Thread, Chromium> KEPT = new ConcurrentHashMap<>();

  private final Browser browser;

  private Chromium(Browser browser) {
    this.browser = browser;
  }

  /** This thread's browser, without open pages. */
  public static Chromium launch() {
    Assumptions.assumeTrue(
        !Boolean.getBoolean(SWITCH), "Left out, as all that needs a browser, by -D" + SWITCH);
    return KEPT.compute(
        Thread.currentThread(),
        (_, kept) -> kept != null && kept.browser.isConnected() ? kept : launched());
  }

  private static Chromium launched() {
    Path executable =
        onPath()
            .orElseThrow(() ->
                new IllegalStateException(
                    "No Chromium, Chrome or headless shell is on the PATH: install one, or leave the tests that"
                        + " need it out with -D"
                        + SWITCH
                        + "=true"));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    return new Chromium(browser);
  }

  public Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.contexts().forEach(BrowserContext::close);
  }

  private static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(java.io.File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
