package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.delivery.DeliveryCounts;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.runtime.http.HourRange;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Answers how many deliveries succeeded or failed in each hour, as the caller may see it.
 * Thread-safe.
 */
@Singleton
public class DeliveryHours {
  private final DeliveryCounts counts;
  private final MemberVisibilityPolicy members;
  private final Tenant tenant;
  private final Clock clock;

  public DeliveryHours(
      DeliveryCounts counts, MemberVisibilityPolicy members, Tenant tenant, Clock clock) {
    this.counts = counts;
    this.members = members;
    this.tenant = tenant;
    this.clock = clock;
  }

  /**
   * @param destination null for all destinations of the workspace, including deleted ones
   * @param from the time in the first hour, RFC 3339; seven days before {@code to} if absent
   * @param to the end of the time, RFC 3339; now if absent
   */
  DeliveryCountsView between(
      @Nullable DestinationId destination, @Nullable String from, @Nullable String to) {
    HourRange range = HourRange.of(from, to, clock.instant());
    return DeliveryCountsView.of(
        counts.hours(tenant.workspaceId(), destination, range.from(), range.to()),
        range.to(),
        members.ofRecords(tenant));
  }
}
