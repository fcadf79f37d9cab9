package dev.tributary.sandbox.kit.limit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** The time over which a limit counts, in the format of the control API. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(value = Window.Rolling.class, name = "rolling"),
  @Type(value = Window.Fixed.class, name = "fixed"),
  @Type(value = Window.Daily.class, name = "daily"),
  @Type(value = Window.Running.class, name = "running")
})
public sealed interface Window {
  /** Any interval of this length. */
  record Rolling(long milliseconds) implements Window {
    public Rolling {
      requirePositive(milliseconds);
    }

    public static Rolling of(Duration length) {
      return new Rolling(length.toMillis());
    }
  }

  /** Intervals of this length that begin at multiples of it since 1970, such as each full hour. */
  record Fixed(long milliseconds) implements Window {
    public Fixed {
      requirePositive(milliseconds);
    }

    public static Fixed of(Duration length) {
      return new Fixed(length.toMillis());
    }
  }

  /** The calendar days of a zone. A day with a change of the clock is shorter or longer. */
  record Daily(ZoneId zone) implements Window {}

  /** The requests that run at this moment. It limits requests only. */
  record Running() implements Window {}

  /** The first moment that still counts at {@code now}. */
  default Instant start(Instant now) {
    return switch (this) {
      case Rolling(var length) -> now.minusMillis(length).plusNanos(1);
      case Fixed(var length) ->
          Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length);
      case Daily(var zone) -> now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
      case Running() -> Instant.MIN;
    };
  }

  /** The moment from which an amount that was spent at {@code spent} no longer counts. */
  default Instant end(Instant spent) {
    return switch (this) {
      case Rolling(var length) -> spent.plusMillis(length);
      case Fixed(var length) -> start(spent).plusMillis(length);
      case Daily(var zone) ->
          spent
              .atZone(zone)
              .toLocalDate()
              .plusDays(1)
              .atTime(LocalTime.MIN)
              .atZone(zone)
              .toInstant();
      case Running() -> spent;
    };
  }

  private static void requirePositive(long milliseconds) {
    if (milliseconds < 1) {
      throw new IllegalArgumentException("milliseconds must be 1 or more");
    }
  }
}
