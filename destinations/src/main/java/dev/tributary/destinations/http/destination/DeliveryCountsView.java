package dev.tributary.destinations.http.destination;

import dev.tributary.destinations.delivery.DeliveryCounts;
import dev.tributary.destinations.delivery.DeliveryCounts.Outcomes;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Outcomes of deliveries by hour.
 *
 * @param countedSince since when outcomes are counted, in real time; the first hour is counted from
 *     this time on
 * @param countedUntil the time up to which outcomes are counted, in real time, within the last hour
 * @param data in order of time, without hours that are not counted
 */
@Schema(name = "DeliveryCounts")
public record DeliveryCountsView(Instant countedSince, Instant countedUntil, List<Hour> data) {

  /**
   * The outcomes of an hour: the sums of the outcomes of each sync. For callers without the right
   * to personal data, the numbers of a sync that takes or took an audience are rounded, 0 for few,
   * and those of a sync that shares records with such a sync.
   *
   * @param at the beginning of the hour, in real time
   * @param delivered the number of records that the destination confirmed
   * @param accepted the number of records that the destination has received, and never confirms
   * @param countedRefusals how many of the accepted records the destination refused, without saying
   *     which
   * @param failed the number of records that were rejected, given up, or sent without an answer
   */
  @Schema(name = "DeliveriesOfHour")
  public record Hour(
      Instant at, long delivered, long accepted, long countedRefusals, long failed) {}

  static DeliveryCountsView of(
      DeliveryCounts.Counted counted, Instant until, MemberVisibility visibility) {
    return new DeliveryCountsView(
        counted.since(),
        until,
        counted.hours().stream().map(each -> hour(each, visibility)).toList());
  }

  /** Noise must not make more refusals than there are accepted records. */
  private static Hour hour(DeliveryCounts.Hour hour, MemberVisibility visibility) {
    long accepted =
        visibility.deliveries(hour.outcomes(), hour.at() + "/accepted", Outcomes::accepted);
    long refused =
        visibility.deliveries(hour.outcomes(), hour.at() + "/refused", Outcomes::countedRefusals);
    return new Hour(
        hour.at(),
        visibility.deliveries(hour.outcomes(), hour.at() + "/delivered", Outcomes::delivered),
        accepted,
        Math.min(refused, accepted),
        visibility.deliveries(hour.outcomes(), hour.at() + "/failed", Outcomes::failed));
  }
}
