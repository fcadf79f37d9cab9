package dev.tributary.control.alert.object;

import dev.tributary.control.alert.rule.Counted;

/**
 * When an alert rule opens an alert.
 *
 * @param object the id of the watched object
 * @param threshold people, percent, deliveries or minutes, as the kind says
 */
public record Condition(RuleKind kind, String object, long threshold) {
  private static final long HOUR = 60;
  private static final long DAY = 1_440;

  /** Without the object, for example {@code Fewer than 1,000 people}. */
  public String inWords() {
    return switch (kind) {
      case SIZE_BELOW ->
          threshold == 1
              ? "Nobody is in it"
              : "Fewer than %s".formatted(Counted.of(threshold, "person", "people"));
      case SIZE_ABOVE -> "More than %s".formatted(Counted.of(threshold, "person", "people"));
      case SIZE_CHANGE -> "Grows or shrinks by more than %,d%% within a day".formatted(threshold);
      case FAILED_DELIVERIES ->
          "More than %s within an hour"
              .formatted(Counted.of(threshold, "failed delivery", "failed deliveries"));
      case FAILED_SHARE -> "More than %d%% of an hour’s deliveries fail".formatted(threshold);
      case SILENCE -> "No event for %s".formatted(time());
      case LATENESS -> "No successful run for %s".formatted(time());
    };
  }

  /** In the largest unit in which the time is a whole number. */
  private String time() {
    if (threshold % DAY == 0) {
      return Counted.of(threshold / DAY, "day", "days");
    }
    return threshold % HOUR == 0
        ? Counted.of(threshold / HOUR, "hour", "hours")
        : Counted.of(threshold, "minute", "minutes");
  }
}
