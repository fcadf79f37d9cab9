package dev.tributary.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** The width of a browser window in CSS pixels, and the theme of its system. */
record DisplaySettings(int width, ColorScheme theme) {
  static final int HEIGHT = 900;

  static final DisplaySettings USUAL = new DisplaySettings(1280, ColorScheme.LIGHT);

  /** A phone, and a wide window at more than 300 %. */
  static final DisplaySettings NARROW = new DisplaySettings(375, ColorScheme.LIGHT);

  /** The same window in the dark theme. */
  DisplaySettings dark() {
    return new DisplaySettings(width, ColorScheme.DARK);
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, HEIGHT)
        .setColorScheme(theme)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale("en-GB");
  }

  @Override
  public String toString() {
    return width + "-" + theme.name().toLowerCase(java.util.Locale.ROOT);
  }
}
