package dev.tributary.warehouse.model;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** When a model runs automatically. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Schedule.Manual.class, name = "manual"),
  @JsonSubTypes.Type(value = Schedule.Interval.class, name = "interval"),
  @JsonSubTypes.Type(value = Schedule.Cron.class, name = "cron")
})
public sealed interface Schedule {

  /**
   * The first time after another at which the model is due.
   *
   * @param zone of the workspace, for calendar times
   */
  Optional<Instant> next(Instant after, ZoneId zone);

  /** The model runs only when a user or a program starts a run. */
  record Manual() implements Schedule {
    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return Optional.empty();
    }
  }

  /**
   * The model runs each time an interval has passed.
   *
   * @param every {@code PT1M} to {@code P366D} in requests; a longer interval, stored before there
   *     was a limit, counts as {@code P366D}
   */
  record Interval(Duration every) implements Schedule {
    public static final Duration LEAST = Duration.ofMinutes(1);
    public static final Duration MOST = Duration.ofDays(366);

    public Interval {
      if (every.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException("An interval is at least a minute, as PT1M");
      }
    }

    public boolean tooLong() {
      return every.compareTo(MOST) > 0;
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return Optional.of(after.plus(tooLong() ? MOST : every));
    }
  }

  /**
   * The model runs at the times of a cron expression, in the time zone of the workspace.
   *
   * @param expression five fields, as in Unix: minute, hour, day of month, month, day of week
   */
  record Cron(String expression) implements Schedule {
    private static final CronParser PARSER =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    public Cron {
      PARSER.parse(expression).validate();
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      ExecutionTime times = ExecutionTime.forCron(PARSER.parse(expression));
      return times
          .nextExecution(ZonedDateTime.ofInstant(after, zone))
          .map(ZonedDateTime::toInstant)
          .map(next -> skipped(times, after, next, zone).orElse(next));
    }

    /**
     * When the clock is put forward, times that it skips are due at that moment. Otherwise a daily
     * model would lose a day. A model that is due again within the hour loses nothing.
     */
    private static Optional<Instant> skipped(
        ExecutionTime times, Instant after, Instant next, ZoneId zone) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(after);
      while (change != null && change.getInstant().isBefore(next)) {
        boolean replaced = next.isBefore(change.getInstant().plus(change.getDuration()));
        if (change.isGap() && !replaced && firesWithin(times, change)) {
          return Optional.of(change.getInstant());
        }
        change = zone.getRules().nextTransition(change.getInstant());
      }
      return Optional.empty();
    }

    /** Whether one of the times that a change of the clock skips would have been due. */
    private static boolean firesWithin(ExecutionTime times, ZoneOffsetTransition gap) {
      return times
          .nextExecution(gap.getDateTimeBefore().minusSeconds(1).atZone(ZoneOffset.UTC))
          .filter(time -> time.toLocalDateTime().isBefore(gap.getDateTimeAfter()))
          .isPresent();
    }
  }
}
