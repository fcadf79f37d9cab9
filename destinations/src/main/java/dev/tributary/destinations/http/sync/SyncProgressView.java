package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.ledger.State;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a sync: its newest backfill, its rate, and the causes for which deliveries wait.
 *
 * @param asOf when it was read
 * @param run the newest backfill; absent before the first
 * @param counts deliveries by state
 * @param approximate whether the numbers are rounded, and states with few deliveries are left out
 * @param arrivedLastMinute records in attempts that ended within the last minute, and whose records
 *     were all delivered or received; absent if an attempt ended with several results, and if
 *     numbers are rounded, because many rounded numbers of a short time would reveal the exact ones
 * @param waits what deliveries wait for, the most frequent reason first; empty if numbers are
 *     rounded
 * @param complete whether {@code waits} has all deliveries that wait; otherwise it has those among
 *     the next 1,000 of the destination
 * @param shortestSeconds the least time that the limits of the account allow for the deliveries
 *     that are to be sent: an estimate with full batches, as if the account did nothing else;
 *     absent without such limits, and if numbers are rounded
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SyncProgress")
public record SyncProgressView(
    Instant asOf,
    SyncView.@Nullable RunView run,
    Map<String, Long> counts,
    boolean approximate,
    @Nullable Long arrivedLastMinute,
    List<WaitView> waits,
    boolean complete,
    @Nullable Long shortestSeconds) {

  /**
   * Deliveries that wait for the same reason.
   *
   * @param state {@code pending}, {@code retrying} or {@code submitted}
   * @param cause the code of the cause; absent for deliveries that only wait for their turn
   * @param count how many
   * @param due how many of them are due now
   * @param until when the first of the others is tried again or asked for; absent if there are
   *     none, or if no time is known, as for deliveries that wait for another record
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncWait")
  public record WaitView(
      State state, @Nullable String cause, long count, long due, @Nullable Instant until) {}
}
