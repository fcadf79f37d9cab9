package dev.tributary.destinations.http.destination;

import dev.tributary.destinations.deliveries.DeliveryFlow;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The current flow of records to a destination.
 *
 * @param sentLastMinute records in attempts that began within the last minute
 * @param waiting records that are to be sent, counted up to 10,000
 * @param oldestWaiting since when the content of the oldest waiting record is desired
 * @param lastAttempt when the newest attempt began
 */
@Schema(name = "DestinationFlow")
public record FlowView(
    long sentLastMinute,
    long waiting,
    @Nullable Instant oldestWaiting,
    @Nullable Instant lastAttempt) {

  static FlowView of(DeliveryFlow flow) {
    return new FlowView(
        flow.sentLastMinute(), flow.waiting(), flow.oldestWaiting(), flow.lastAttempt());
  }
}
