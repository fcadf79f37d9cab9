package dev.tributary.destinations.web;

import dev.tributary.destinations.connector.Egress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads Retry-After: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  /** The longest wait that is accepted from a vendor's answer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** When to continue, or null if the answer has no such header, or none that can be read. */
  public static @Nullable Instant of(Egress.Answer answer, Instant now) {
    String text = answer.header("retry-after");
    if (text == null) {
      return null;
    }
    Instant asked = parse(text.strip(), now);
    Instant latest = now.plus(LONGEST);
    return asked != null && asked.isAfter(latest) ? latest : asked;
  }

  private static @Nullable Instant parse(String text, Instant now) {
    try {
      return text.chars().allMatch(Character::isDigit) && !text.isEmpty()
          ? now.plusSeconds(Long.parseLong(text))
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      return null;
    }
  }
}
