package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.runtime.tenancy.CountNoise;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
 *     already updates it, or refuses it if the sync only creates. If the sync only creates, also
 *     people whose record waits or has failed: it is created unless the destination has it. 0 if
 *     the sync only updates or deletes
 * @param updated people whose record other syncs have sent or are about to send; everyone who is
 *     sent, if the sync only updates: a destination that lacks the record refuses it. 0 if the sync
 *     only creates or deletes
 * @param deleted people whose record the sync deletes; 0 in other modes
 * @param notSent the other people, by reason, the most frequent first
 * @param requests that the first run needs at most, for the people that are counted; null if no
 *     record can be made, and for a destination that takes no requests
 * @param shortestSeconds that the requests need at the limits of the destination; null without
 *     requests or limits
 */
@RecordBuilder
@Schema(name = "NewSyncCounts")
public record NewSyncCountsView(
    Instant asOf,
    boolean complete,
    boolean approximate,
    long people,
    long created,
    long updated,
    long deleted,
    List<NotSentView> notSent,
    @Nullable Long requests,
    @Nullable Long shortestSeconds) {

  /**
   * A reason why people are not sent.
   *
   * @param code {@code undecided}, {@code no-identifier}, {@code consent} or {@code shared}; of a
   *     sync that only creates {@code exists}: the destination has accepted or received the record
   *     of a sync, or gets it now; of a sync that deletes {@code absent}: the record is removed
   *     already, or {@code received}: the destination has received the removal, and never confirms
   *     more
   * @param purpose the purpose that is not allowed, if this is the reason
   * @param count how many people are not sent for this reason
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "NewSyncNotSent")
  public record NotSentView(String code, @Nullable String purpose, long count) {}

  /**
   * @param funnel of the sync with this mode
   */
  static NewSyncCountsView of(Mode mode, Funnel funnel) {
    List<NotSentView> stopped =
        funnel.stops().entrySet().stream()
            .filter(stop -> isNotSent(stop.getKey()))
            .map(NewSyncCountsView::notSent)
            .toList();
    long sent = funnel.people() - stopped.stream().mapToLong(NotSentView::count).sum();
    long done = funnel.reaching(Step.ACCEPTED);
    long there = done + underway(funnel);
    NewSyncCountsViewBuilder counts =
        NewSyncCountsViewBuilder.builder()
            .asOf(funnel.asOf())
            .complete(funnel.complete())
            .approximate(false)
            .people(funnel.people())
            .created(0)
            .updated(0)
            .deleted(0)
            .requests(null)
            .shortestSeconds(null);
    return (switch (mode) {
          case UPSERT, MIRROR, APPEND ->
              counts
                  .created(funnel.unrecorded())
                  .updated(sent - funnel.unrecorded())
                  .notSent(notSent(stopped, List.of()));
          case UPDATE_ONLY -> counts.updated(sent).notSent(notSent(stopped, List.of()));
          case CREATE_ONLY ->
              counts
                  .created(sent - there)
                  .notSent(notSent(stopped, List.of(new NotSentView("exists", null, there))));
          case DELETE ->
              counts
                  .deleted(sent - done)
                  .notSent(
                      notSent(
                          stopped,
                          List.of(
                              new NotSentView("absent", null, done - funnel.received()),
                              new NotSentView("received", null, funnel.received()))));
        })
        .build();
  }

  /** The people whose record is being sent: a sync that only creates leaves it as it is. */
  private static long underway(Funnel funnel) {
    return funnel.stops().entrySet().stream()
        .filter(stop -> {
          State state = stop.getKey().state();
          return state != null && state.isUnderway();
        })
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /**
   * @param further reasons; those without people are left out
   */
  private static List<NotSentView> notSent(List<NotSentView> stopped, List<NotSentView> further) {
    return Stream.concat(stopped.stream(), further.stream().filter(each -> each.count() > 0))
        .sorted(
            Comparator.comparingLong(NotSentView::count)
                .reversed()
                .thenComparing(NotSentView::code))
        .toList();
  }

  long records() {
    return created + updated + deleted;
  }

  /**
   * The view with the requests that its records need.
   *
   * @param most empty or 0 if there is none
   * @param budgets of the account, which all apply
   */
  NewSyncCountsView with(OptionalLong most, AccountBudgets budgets) {
    if (most.orElse(0) == 0) {
      return this;
    }
    long number = approximate ? rounded(most.getAsLong()) : most.getAsLong();
    Long seconds = budgets.shortestTime(number, records()).map(Duration::toSeconds).orElse(null);
    return NewSyncCountsViewBuilder.builder(this).requests(number).shortestSeconds(seconds).build();
  }

  /** Up to two digits that count, so that the size of one person's record does not show. */
  private static long rounded(long number) {
    long unit = 1;
    while (number / unit >= 100) {
      unit *= 10;
    }
    return Math.ceilDiv(number, unit) * unit;
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
    return NewSyncCountsViewBuilder.builder()
        .asOf(asOf)
        .complete(complete)
        .approximate(true)
        .people(all)
        .created(Math.min(all, group.of(created).number()))
        .updated(Math.min(all, group.of(updated).number()))
        .deleted(Math.min(all, group.of(deleted).number()))
        .notSent(
            notSent.stream()
                .map(each ->
                    new NotSentView(each.code(), each.purpose(), group.of(each.count()).number()))
                .filter(each -> each.count() > 0)
                .toList())
        .requests(null)
        .shortestSeconds(null)
        .build();
  }
}
