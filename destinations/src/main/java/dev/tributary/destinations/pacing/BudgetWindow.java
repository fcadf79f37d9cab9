package dev.tributary.destinations.pacing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The time in which the units of a budget are counted: either the last seconds, or a minute, an
 * hour or a day of the clock.
 *
 * @param perSeconds the length of a window that rolls; null for one of the clock
 * @param per the window of the clock; null for one that rolls
 * @param zone of a day: the time zone of the vendor; UTC by default
 * @param resetsAt of a day: when it begins, such as {@code 08:00}; midnight by default
 */
public record BudgetWindow(
    @Nullable Integer perSeconds,
    @Nullable Per per,
    @Nullable String zone,
    @Nullable String resetsAt) {

  /** A longer window that rolls is counted in parts, and the oldest part counts wholly. */
  private static final int PARTS = 48;

  /** A window of the clock. */
  public enum Per {
    MINUTE(ChronoUnit.MINUTES),
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS);

    private final ChronoUnit unit;

    Per(ChronoUnit unit) {
      this.unit = unit;
    }

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A time in which units are counted.
   *
   * @param since the first moment that counts
   * @param slice the beginning of the part in which a unit is counted now
   * @param end when some or all of the units no longer count
   */
  public record Counted(Instant since, Instant slice, Instant end) {}

  public Duration length() {
    return per == null
        ? Duration.ofSeconds(perSeconds == null ? 1 : perSeconds)
        : per.unit.getDuration();
  }

  /** The window, or the part of it, at this time. */
  public Counted at(Instant now) {
    if (per != null) {
      Instant start = start(now.atZone(zoneId())).toInstant();
      Instant end = next(start.atZone(zoneId())).toInstant();
      return new Counted(start, start, end);
    }
    long part = Math.max(1, length().toSeconds() / PARTS);
    Instant slice = Instant.ofEpochSecond(now.getEpochSecond() / part * part);
    return new Counted(
        slice.minus(length()).minusSeconds(part - 1), slice, slice.plusSeconds(part));
  }

  private ZonedDateTime start(ZonedDateTime now) {
    if (per != Per.DAY) {
      return now.truncatedTo(per == Per.HOUR ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
    }
    ZonedDateTime today = now.toLocalDate().atTime(reset()).atZone(zoneId());
    return today.isAfter(now)
        ? now.toLocalDate().minusDays(1).atTime(reset()).atZone(zoneId())
        : today;
  }

  private ZonedDateTime next(ZonedDateTime start) {
    return per == Per.DAY
        ? start.toLocalDate().plusDays(1).atTime(reset()).atZone(zoneId())
        : start.plus(1, per == Per.HOUR ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
  }

  private ZoneId zoneId() {
    return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
  }

  private LocalTime reset() {
    return resetsAt == null ? LocalTime.MIDNIGHT : LocalTime.parse(resetsAt);
  }

  String key() {
    return per == null
        ? length().toSeconds() + "s"
        : per.wireName() + (zone == null ? "" : "@" + zone) + (resetsAt == null ? "" : resetsAt);
  }
}
