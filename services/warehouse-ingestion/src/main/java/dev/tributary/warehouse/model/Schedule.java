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
import java.time.ZonedDateTime;
import java.util.Optional;

/** When a model runs by itself. */
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
   * @param zone the workspace's, for calendar times
   */
  Optional<Instant> next(Instant after, ZoneId zone);

  record Manual() implements Schedule {
    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return Optional.empty();
    }
  }

  /**
   * @param every at least a minute
   */
  record Interval(Duration every) implements Schedule {
    private static final Duration LEAST = Duration.ofMinutes(1);

    public Interval {
      if (every.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException("An interval is at least a minute, as PT1M");
      }
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return Optional.of(after.plus(every));
    }
  }

  /**
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
      return ExecutionTime.forCron(PARSER.parse(expression))
          .nextExecution(ZonedDateTime.ofInstant(after, zone))
          .map(ZonedDateTime::toInstant);
    }
  }
}
