package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The final outcomes of deliveries by hour. Thread-safe. */
public interface DeliveryCounts {
  /**
   * The outcomes of some hours.
   *
   * @param since since when outcomes are counted
   * @param hours in order of time, without hours that are not counted
   */
  record Counted(Instant since, List<Hour> hours) {}

  /**
   * @param at the beginning of the hour
   * @param outcomes by sender, without senders that had none
   */
  record Hour(Instant at, Map<Sender, Outcomes> outcomes) {}

  /**
   * A sync that sent records to a destination.
   *
   * @param sync null for outcomes that were counted for all syncs of the destination together
   */
  record Sender(DestinationId destination, @Nullable SyncId sync) {}

  /**
   * Numbers of records.
   *
   * @param delivered confirmed by the destination
   * @param accepted received by the destination, which never confirms more
   * @param countedRefusals how many of the accepted records the destination refused, without naming
   *     them
   * @param failed rejected, given up, or sent without an answer
   */
  record Outcomes(long delivered, long accepted, long countedRefusals, long failed) {}

  /**
   * @param destination null for each destination of the workspace, including deleted ones
   * @param from the beginning of an hour
   * @param to exclusive
   */
  Counted hours(
      WorkspaceId workspace, @Nullable DestinationId destination, Instant from, Instant to);
}
