package dev.tributary.e2e;

import static java.util.Objects.requireNonNull;

import dev.tributary.testkit.browser.Chromium;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The installation's web UI, in a browser in which each test begins anew. */
final class WebUi implements BeforeEachCallback, AfterEachCallback {
  /** How long a page, and what stands behind it, may take to show something. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private @Nullable Chromium chromium;

  @Override
  public void beforeEach(ExtensionContext context) {
    // First, because a test that is left out needs no installation.
    chromium = Chromium.launch();
    Stack.started();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** Somebody new with these rights, who has signed in and sees the page. */
  Visitor visit(Shop shop, Map<String, ?> rights, String path) {
    return visit(DisplaySettings.USUAL, shop, rights, path);
  }

  Visitor visit(DisplaySettings look, Shop shop, Map<String, ?> rights, String path) {
    return Visitor.signIn(
        requireNonNull(chromium).browser(), look, Stack.started(), shop, rights, path);
  }

  /** Somebody whom nobody knows yet, who is asked who they are. */
  Visitor stranger(Shop shop, String path) {
    return Visitor.at(
        requireNonNull(chromium).browser(), DisplaySettings.USUAL, Stack.started(), shop, path);
  }
}
