package dev.tributary.control.alert.rule;

import java.math.BigDecimal;
import java.time.Duration;

/** Figures in words. */
public final class AlertFigures {
  private AlertFigures() {}

  /**
   * In the largest unit that loses little: {@code 90 seconds}, {@code 25 minutes}, {@code 3 hours}.
   */
  public static String duration(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
      return duration.toSeconds() + " seconds";
    }
    return duration.compareTo(Duration.ofHours(2)) < 0
        ? duration.toMinutes() + " minutes"
        : duration.toHours() + " hours";
  }

  static String share(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
