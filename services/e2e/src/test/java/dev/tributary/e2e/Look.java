package dev.tributary.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** How wide a window is, in CSS pixels, and which theme its system asks for. */
record Look(int width, ColorScheme theme) {
  static final int HEIGHT = 900;

  static final Look USUAL = new Look(1280, ColorScheme.LIGHT);

  /** A phone, and a wide window at more than 300 %. */
  static final Look NARROW = new Look(375, ColorScheme.LIGHT);

  /** The same window in the dark theme. */
  Look dark() {
    return new Look(width, ColorScheme.DARK);
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
