package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.value.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads days and times, and writes them in one form. Pure. */
final class DateForm {
  static final String ACCEPTED =
      "a day such as 2026-01-31, a time such as 2026-01-31T12:00:00Z, or seconds or milliseconds"
          + " since 1970";

  /** As seconds, this is in the year 5138; as milliseconds, in 1973. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private static final int LONGEST_PATTERN = 100;

  private DateForm() {}

  /**
   * @param zone null for UTC
   * @throws IllegalArgumentException with the remedy
   */
  static Values.Function of(String format, @Nullable String zone) {
    ZoneId at = zone(zone);
    return switch (format) {
      case "iso" -> value -> TextNode.valueOf(instant(value, at).toString());
      case "epoch-seconds" -> value -> LongNode.valueOf(instant(value, at).getEpochSecond());
      case "epoch-millis" -> value -> LongNode.valueOf(instant(value, at).toEpochMilli());
      default -> {
        DateTimeFormatter pattern = pattern(format);
        yield value -> TextNode.valueOf(written(pattern, value, at));
      }
    };
  }

  private static ZoneId zone(@Nullable String zone) {
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Unknown time zone; write for example Europe/Berlin", e);
    }
  }

  private static String written(DateTimeFormatter pattern, JsonNode value, ZoneId zone)
      throws InvalidValueException {
    ZonedDateTime moment = moment(value, zone);
    try {
      return pattern.format(moment);
    } catch (DateTimeException e) {
      throw InvalidValueException.of(value, "does not fit the pattern", "a day that it can write");
    }
  }

  /** A pad (p) fails for the values that are longer than it. */
  private static DateTimeFormatter pattern(String format) {
    if (format.length() > LONGEST_PATTERN || withoutTexts(format).contains("p")) {
      throw new IllegalArgumentException(
          "A pattern has at most %d characters and no p; write dd for two digits"
              .formatted(LONGEST_PATTERN));
    }
    try {
      DateTimeFormatter pattern = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
      if (pattern.format(Instant.EPOCH.atZone(ZoneOffset.UTC)).isEmpty()) {
        throw new IllegalArgumentException("The pattern is empty");
      }
      return pattern;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "Unknown format; write iso, epoch-seconds, epoch-millis, or a pattern such as dd.MM.yyyy",
          e);
    }
  }

  /** The pattern without the texts in quotes. */
  private static String withoutTexts(String format) {
    return format.replaceAll("'[^']*'", "");
  }

  /** A day begins at midnight in the zone. */
  static Instant instant(JsonNode value, ZoneId zone) throws InvalidValueException {
    return moment(value, zone).toInstant();
  }

  /** The day as it was written; of a time, the day in the zone. */
  static ZonedDateTime moment(JsonNode value, ZoneId zone) throws InvalidValueException {
    if (value.isNumber()) {
      return number(value).atZone(zone);
    }
    String text = value.isTextual() ? value.textValue().strip() : "";
    if (text.length() > 10 && text.charAt(10) == ' ') {
      text = text.substring(0, 10) + "T" + text.substring(11);
    }
    return switch (Moment.parse(text, zone)) {
      case Moment.Day(var day) -> day.atStartOfDay(zone);
      case Moment.At(long millis) -> Instant.ofEpochMilli(millis).atZone(zone);
      case null -> throw InvalidValueException.of(value, "is no day or time", ACCEPTED);
    };
  }

  private static Instant number(JsonNode value) throws InvalidValueException {
    double number = value.doubleValue();
    if (Math.abs(number) > FIRST_MILLIS * 1_000d) {
      throw InvalidValueException.of(value, "is no time", ACCEPTED);
    }
    return Math.abs(number) < FIRST_MILLIS
        ? Instant.ofEpochMilli(Math.round(number * 1_000)).truncatedTo(ChronoUnit.MILLIS)
        : Instant.ofEpochMilli(value.longValue());
  }
}
