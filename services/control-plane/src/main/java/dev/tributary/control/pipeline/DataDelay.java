package dev.tributary.control.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the data that pages show are behind the accepted data, for the whole installation: the
 * worst that is true.
 *
 * @param state what is wrong
 * @param stage the stage that is late or stopped; null for other states
 * @param since when that began; null if nothing is wrong
 * @param dataAsOf when the oldest data was accepted that is not processed: pages show the state of
 *     that time; null if nothing is late
 */
public record DataDelay(
    State state, @Nullable Stage stage, @Nullable Instant since, @Nullable Instant dataAsOf) {
  public static final DataDelay NONE = new DataDelay(State.NONE, null, null, null);

  private static final Comparator<DataDelay> WORST_FIRST =
      Comparator.comparing(DataDelay::state)
          .reversed()
          .thenComparing(DataDelay::since, Comparator.nullsLast(Comparator.naturalOrder()));

  /** The states, each worse than those before. */
  public enum State {
    /** Data are processed as they arrive. */
    NONE,
    /** Time is stopped: nobody enters or leaves an audience by time alone. */
    TIME_STOPPED,
    /** The log cannot be read, so the delay is unknown. */
    UNKNOWN,
    /** A stage processes data, but too late. */
    LATE,
    /** A stage does not process the data of some people. */
    STOPPED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static DataDelay unknown(Instant since) {
    return new DataDelay(State.UNKNOWN, null, since, null);
  }

  static DataDelay timeStopped(Instant since) {
    return new DataDelay(State.TIME_STOPPED, null, since, null);
  }

  static DataDelay late(Stage stage, Instant oldest) {
    return new DataDelay(State.LATE, stage, oldest, oldest);
  }

  static DataDelay stopped(Stage stage, Instant since, @Nullable Instant oldest) {
    return new DataDelay(State.STOPPED, stage, since, oldest);
  }

  /** The worse of two delays, with the older data of both. */
  DataDelay or(DataDelay other) {
    DataDelay worse = WORST_FIRST.compare(this, other) <= 0 ? this : other;
    return new DataDelay(worse.state, worse.stage, worse.since, older(dataAsOf, other.dataAsOf));
  }

  /** Whether pages have to read it again: the state or the stage is another one. */
  public boolean differs(DataDelay other) {
    return state != other.state || stage != other.stage;
  }

  private static @Nullable Instant older(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
