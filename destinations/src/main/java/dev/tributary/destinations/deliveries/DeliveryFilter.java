package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a search; null accepts everything.
 *
 * @param event the event that caused the current desired content
 * @param from only deliveries whose last change is not before this time
 * @param until only deliveries whose last change is before this time
 * @param among the only syncs whose deliveries are found
 */
@RecordBuilder
public record DeliveryFilter(
    @Nullable DestinationId destination,
    @Nullable SyncId sync,
    @Nullable ProfileId profile,
    @Nullable String state,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String event,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable List<SyncId> among) {
  /** Accepts every delivery. */
  public static final DeliveryFilter ALL =
      DeliveryFilterBuilder.builder()
          .destination(null)
          .sync(null)
          .profile(null)
          .state(null)
          .reason(null)
          .field(null)
          .event(null)
          .from(null)
          .until(null)
          .among(null)
          .build();

  /** The filter for all causes of its syncs, in the state of this filter if it has one. */
  public DeliveryFilter ofSyncs() {
    return DeliveryFilterBuilder.builder(ALL)
        .destination(destination)
        .sync(sync)
        .state(state)
        .among(among)
        .build();
  }

  /**
   * Whether this filter, which names no person, no event and no time, finds deliveries with the
   * cause.
   */
  public boolean finds(DeliveryCause cause) {
    return (destination == null || destination.equals(cause.destination()))
        && (sync == null || sync.equals(cause.sync()))
        && (state == null || state.equals(cause.state()))
        && (reason == null || reason.equals(cause.reason()))
        && (field == null || field.equals(cause.field()));
  }
}
