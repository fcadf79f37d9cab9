package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The final outcomes of deliveries by hour. Thread-safe. */
public interface DeliveryCounts {
  /**
   * The outcomes of some hours.
   *
   * @param since since when outcomes are counted
   * @param hours in order of time, without hours that are not counted
   */
  record Counted(Instant since, List<HourCount> hours) {}

  /**
   * @param at the beginning of the hour
   * @param failed rejected, given up, or sent without an answer
   */
  record HourCount(Instant at, long delivered, long failed) {}

  /**
   * @param destination null for all destinations of the workspace, including deleted ones
   * @param from the beginning of an hour
   * @param to exclusive
   */
  Counted hours(
      WorkspaceId workspace, @Nullable DestinationId destination, Instant from, Instant to);
}
