package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many people a sync would send if it was created now.
 *
 * @param asOf when the people were counted
 * @param complete false if there are too many people, and only the first are counted
 * @param approximate whether the numbers are rounded, and reasons of few people left out, because
 *     the caller may not see personal data
 * @param people everyone that the sync concerns
 * @param created people whose record no sync has sent yet; a destination that has the record
 *     already updates it
 * @param updated people whose record other syncs have sent or are about to send
 * @param notSent the other people, by reason, the most frequent first
 */
@Schema(name = "NewSyncCounts")
public record NewSyncCountsView(
    Instant asOf,
    boolean complete,
    boolean approximate,
    long people,
    long created,
    long updated,
    List<NotSentView> notSent) {

  /**
   * A reason why people are not sent.
   *
   * @param code {@code undecided}, {@code no-identifier}, {@code consent} or {@code shared}
   * @param purpose the purpose that is not allowed, if this is the reason
   * @param count how many people are not sent for this reason
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "NewSyncNotSent")
  public record NotSentView(String code, @Nullable String purpose, long count) {}

  static NewSyncCountsView of(Funnel funnel) {
    List<NotSentView> notSent =
        funnel.stops().entrySet().stream()
            .filter(stop -> isNotSent(stop.getKey()))
            .map(NewSyncCountsView::notSent)
            .sorted(
                Comparator.comparingLong(NotSentView::count)
                    .reversed()
                    .thenComparing(NotSentView::code))
            .toList();
    long without = notSent.stream().mapToLong(NotSentView::count).sum();
    return new NewSyncCountsView(
        funnel.asOf(),
        funnel.complete(),
        false,
        funnel.people(),
        funnel.unrecorded(),
        funnel.people() - without - funnel.unrecorded(),
        notSent);
  }

  /** At the other stops, the ledger has the record of the person already. */
  private static boolean isNotSent(FunnelStop stop) {
    return stop.state() == null || stop.purpose() != null;
  }

  private static NotSentView notSent(Map.Entry<FunnelStop, Long> stop) {
    return new NotSentView(stop.getKey().code(), stop.getKey().purpose(), stop.getValue());
  }

  /**
   * The view for a caller without the right to personal data.
   *
   * @param group the people of the source
   */
  NewSyncCountsView rounded(CountNoise.Group group) {
    long all = group.of(people).number();
    // Noise must not make a part seem larger than the whole.
    return new NewSyncCountsView(
        asOf,
        complete,
        true,
        all,
        Math.min(all, group.of(created).number()),
        Math.min(all, group.of(updated).number()),
        notSent.stream()
            .map(each ->
                new NotSentView(each.code(), each.purpose(), group.of(each.count()).number()))
            .filter(each -> each.count() > 0)
            .toList());
  }
}
