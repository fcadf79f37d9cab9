package dev.tributary.audience.rule;

import dev.tributary.contracts.value.Moment;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts events in a window, and finds the next instant at which time alone makes the count cross
 * its threshold: each event begins to count at its own instant and stops when it leaves the window.
 */
final class CountEvents {
  private final long now;
  private final long from;
  private final long to;
  private final long length;
  private final List<Step> ahead = new ArrayList<>();
  private long counted;

  private record Step(long at, int change) {}

  CountEvents(Window window, ZoneId zone, long now) {
    this.now = now;
    switch (window) {
      case Window.Ever() -> {
        from = Long.MIN_VALUE;
        to = Answer.FOREVER;
        length = Answer.FOREVER;
      }
      case Window.Rolling(Span span) -> {
        from = Long.MIN_VALUE;
        to = Answer.FOREVER;
        length = span.millis();
      }
      case Window.Fixed(Moment first, Moment last) -> {
        from = first == null ? Long.MIN_VALUE : first.start(zone);
        to = last == null ? Answer.FOREVER : end(last, zone);
        length = Answer.FOREVER;
      }
    }
  }

  /** Whether an event at that time counts now or will count later. */
  boolean matters(long at) {
    return at >= from && at < to && leaves(at) > now;
  }

  /** Adds an event for which {@link #matters} is true. */
  void add(long at) {
    if (at <= now) {
      counted++;
    } else {
      ahead.add(new Step(at, 1));
    }
    if (leaves(at) != Answer.FOREVER) {
      ahead.add(new Step(leaves(at), -1));
    }
  }

  Answer answer(Count count) {
    boolean holds = count.accepts(counted);
    ahead.sort(Comparator.comparingLong(Step::at));
    long running = counted;
    for (int i = 0; i < ahead.size(); i++) {
      running += ahead.get(i).change();
      boolean instantIsOver = i + 1 == ahead.size() || ahead.get(i + 1).at() > ahead.get(i).at();
      if (instantIsOver && count.accepts(running) != holds) {
        return new Answer(holds, ahead.get(i).at());
      }
    }
    return Answer.always(holds);
  }

  private long leaves(long at) {
    return length == Answer.FOREVER ? Answer.FOREVER : at + length;
  }

  /** If the last moment is a day, the whole day is included. */
  private static long end(Moment last, ZoneId zone) {
    return switch (last) {
      case Moment.Day(LocalDate date) -> new Moment.Day(date.plusDays(1)).start(zone);
      case Moment.At(long millis) -> millis;
    };
  }
}
