package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A length of time as users enter it. */
public record Span(int amount, Unit unit) {

  public enum Unit {
    MINUTES(Duration.ofMinutes(1)),
    HOURS(Duration.ofHours(1)),
    DAYS(Duration.ofDays(1));

    private final Duration length;

    Unit(Duration length) {
      this.length = length;
    }

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Null unless it is an object with exactly an amount and a unit. */
  public static @Nullable Span of(JsonNode value) {
    JsonNode amount = value.path("amount");
    if (value.size() != 2
        || !amount.canConvertToExactIntegral()
        || !amount.canConvertToInt()
        || amount.intValue() < 1
        || amount.intValue() > RuleLimits.SPAN) {
      return null;
    }
    for (Unit unit : Unit.values()) {
      if (unit.wireName().equals(value.path("unit").textValue())) {
        return new Span(amount.intValue(), unit);
      }
    }
    return null;
  }

  /** The exact duration; a day is 24 hours. */
  public long millis() {
    return unit.length.toMillis() * amount;
  }
}
