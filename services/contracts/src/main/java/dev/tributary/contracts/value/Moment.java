package dev.tributary.contracts.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A point in time as users enter it: a calendar day, or an instant. */
public sealed interface Moment {

  /** The first millisecond that belongs to it. */
  long start(ZoneId zone);

  /** The calendar day that contains it. */
  LocalDate day(ZoneId zone);

  record Day(LocalDate date) implements Moment {
    @Override
    public long start(ZoneId zone) {
      return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    @Override
    public LocalDate day(ZoneId zone) {
      return date;
    }
  }

  /**
   * @param millis since the epoch; smaller parts are cut off
   */
  record At(long millis) implements Moment {
    @Override
    public long start(ZoneId zone) {
      return millis;
    }

    @Override
    public LocalDate day(ZoneId zone) {
      return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }
  }

  /** Compares calendar days if one of the two is a day, otherwise instants. */
  static int compare(Moment left, Moment right, ZoneId zone) {
    return left instanceof At(long a) && right instanceof At(long b)
        ? Long.compare(a, b)
        : left.day(zone).compareTo(right.day(zone));
  }

  /**
   * Reads a day, a time with an offset, or a local time.
   *
   * @param zone of local times; null refuses them
   * @return null if the text is none of them, or outside of the years 1 to 9999
   */
  static @Nullable Moment parse(String text, @Nullable ZoneId zone) {
    try {
      if (text.length() == 10) {
        return within(LocalDate.parse(text)) ? new Day(LocalDate.parse(text)) : null;
      }
      if (text.length() < 16
          || text.length() > 40
          || Character.toUpperCase(text.charAt(10)) != 'T') {
        return null;
      }
      return hasOffset(text) ? instant(OffsetDateTime.parse(text)) : local(text, zone);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean hasOffset(String text) {
    return text.endsWith("Z")
        || text.endsWith("z")
        || text.indexOf('+', 11) > 0
        || text.indexOf('-', 11) > 0;
  }

  private static @Nullable Moment instant(OffsetDateTime time) {
    return within(time.toLocalDate()) ? new At(time.toInstant().toEpochMilli()) : null;
  }

  private static @Nullable Moment local(String text, @Nullable ZoneId zone) {
    if (zone == null) {
      return null;
    }
    LocalDateTime time = LocalDateTime.parse(text);
    return within(time.toLocalDate()) ? new At(time.atZone(zone).toInstant().toEpochMilli()) : null;
  }

  private static boolean within(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= 9999;
  }
}
