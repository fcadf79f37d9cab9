package dev.tributary.contracts.event;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses times as SDKs and people write them: ISO 8601 with one- or two-digit months and days, any
 * length of fraction, any offset or none (then UTC); and as a number, seconds or milliseconds since
 * 1970. Digits finer than a microsecond are cut.
 */
final class Timestamps {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
              + "(?:[Tt ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?"
              + "\\s?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?");

  /** The format of JavaScript's {@code toISOString}, which most SDKs use. */
  private static final String PLAIN = "0000-00-00T00:00:00.000Z";

  private static final int LONGEST = 64;
  private static final int MICRO_DIGITS = 6;

  /** As milliseconds this is March 1973, as seconds the year 5138. Smaller numbers are seconds. */
  private static final BigDecimal SMALLEST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Timestamps() {}

  /** Null if it is not a time in the years 1 to 9999. */
  static @Nullable Instant parse(JsonKind kind, String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      Instant parsed =
          kind == JsonKind.NUMBER ? epoch(text) : isPlain(text) ? plain(text) : iso(text);
      return parsed != null && isInRange(parsed) ? parsed : null;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  static boolean isInRange(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  private static @Nullable Instant epoch(String number) {
    BigDecimal value = new BigDecimal(number);
    if (Math.abs((long) value.scale()) > LONGEST) {
      return null; // Writing such a number with all digits could take extremely long.
    }
    int toMicros = value.abs().compareTo(SMALLEST_MILLIS) < 0 ? 6 : 3;
    long micros =
        value.movePointRight(toMicros).setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  private static boolean isPlain(String text) {
    if (text.length() != PLAIN.length()) {
      return false;
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char found = text.charAt(i);
      char wanted = PLAIN.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return true;
  }

  /** Every event has one or two of these, and the lenient parser takes many times as long. */
  private static Instant plain(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            1_000_000 * number(text, 20, 23))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static @Nullable Instant iso(String text) {
    Matcher match = ISO.matcher(text.strip());
    if (!match.matches()) {
      return null;
    }
    LocalDateTime local =
        LocalDateTime.of(
            number(match, 1),
            number(match, 2),
            number(match, 3),
            number(match, 4),
            number(match, 5),
            number(match, 6),
            nanos(match.group(7)));
    String zone = match.group(8);
    return local.toInstant(
        zone == null || zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
  }

  private static int number(Matcher match, int group) {
    String digits = match.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    String micros =
        fraction.length() > MICRO_DIGITS ? fraction.substring(0, MICRO_DIGITS) : fraction;
    return Integer.parseInt(micros + "0".repeat(9 - micros.length()));
  }
}
