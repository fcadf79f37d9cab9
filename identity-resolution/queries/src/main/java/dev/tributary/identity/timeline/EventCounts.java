package dev.tributary.identity.timeline;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepted events by hour. Thread-safe. */
public interface EventCounts {
  /**
   * The events of some hours.
   *
   * @param until the time of acceptance up to which events are counted; null before the first count
   * @param hours in order of time, without hours that are not counted. The last hour is counted up
   *     to {@code until}
   */
  record Counted(@Nullable Instant until, List<HourCount> hours) {}

  /**
   * @param at the beginning of the hour
   */
  record HourCount(Instant at, long events) {}

  /**
   * @param source null for all sources together
   * @param from the beginning of an hour
   * @param to exclusive
   */
  Counted hours(WorkspaceId workspace, @Nullable SourceId source, Instant from, Instant to);
}
