package dev.tributary.identity.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;

/** The period of a limit. Rolling: a month is 30 days, a year 365. */
public enum Period {
  @JsonProperty("ever")
  EVER(null),
  @JsonProperty("day")
  DAY(Duration.ofDays(1)),
  @JsonProperty("week")
  WEEK(Duration.ofDays(7)),
  @JsonProperty("month")
  MONTH(Duration.ofDays(30)),
  @JsonProperty("year")
  YEAR(Duration.ofDays(365));

  private final @org.jspecify.annotations.Nullable Duration length;

  Period(@org.jspecify.annotations.Nullable Duration length) {
    this.length = length;
  }

  /** Whether an identifier that was first seen at {@code since} counts at the time {@code at}. */
  public boolean counts(Instant since, Instant at) {
    return length == null || since.isAfter(at.minus(length));
  }
}
