package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.ledger.State;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far the people of a sync get on the way to its destination.
 *
 * @param sync the id of the sync
 * @param asOf when the funnel was computed
 * @param complete false if there are too many people, and only the first are counted
 * @param steps the steps in order; each counts a part of the people of the previous step
 */
@Schema(name = "SyncFunnel")
public record FunnelView(SyncId sync, Instant asOf, boolean complete, List<StepView> steps) {

  /**
   * A step on the way to the destination, with the people who reach it.
   *
   * @param step {@code people}, {@code identifier}, {@code consent}, {@code sent} or {@code
   *     accepted}
   * @param count the number of people who reach the step; exact, unless {@code approximate} is
   *     there
   * @param approximate for callers without the right to personal data: {@code count} is then
   *     rounded, 0 for few
   * @param received how many of these people reach the step {@code accepted} only because the
   *     destination has received their record, and never confirms more; absent for 0; rounded if
   *     {@code approximate} is there
   * @param stops the people who reach the step before and not this one, by reason, the most
   *     frequent first
   * @param deliveries the filter that lists their deliveries; absent if there is none, and if only
   *     some of these people are {@code received}, because the list has one state
   * @param receivedDeliveries the filter that lists the deliveries of {@code received}; absent
   *     without it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncFunnelStep")
  public record StepView(
      Step step,
      long count,
      @Nullable Approximate approximate,
      @Nullable Long received,
      List<StopView> stops,
      @Nullable DeliveriesView deliveries,
      @Nullable DeliveriesView receivedDeliveries) {}

  /**
   * A reason why people do not reach a step.
   *
   * @param code {@code undecided}, {@code no-identifier}, {@code consent}, {@code shared}, or the
   *     state that their delivery is in
   * @param purpose the purpose that is not allowed, if this is the reason
   * @param count how many people stop for this reason; rounded if the step has {@code approximate}
   * @param deliveries the filter that lists their deliveries; absent if there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncFunnelStop")
  public record StopView(
      String code, @Nullable String purpose, long count, @Nullable DeliveriesView deliveries) {
    StopView rounded(CountNoise.Group people) {
      return new StopView(code, purpose, people.of(count).number(), deliveries);
    }
  }

  /**
   * Parameters of the list of deliveries.
   *
   * @param sync the id of the sync
   * @param state the state of the deliveries
   */
  @Schema(name = "SyncFunnelDeliveries")
  public record DeliveriesView(SyncId sync, State state) {}

  static FunnelView of(SyncId sync, Funnel funnel) {
    return new FunnelView(
        sync,
        funnel.asOf(),
        funnel.complete(),
        Arrays.stream(Step.values())
            .map(step ->
                new StepView(
                    step,
                    funnel.reaching(step),
                    null,
                    step == Step.ACCEPTED && funnel.received() > 0 ? funnel.received() : null,
                    stops(sync, step, funnel.stops()),
                    step == Step.ACCEPTED ? accepted(sync, funnel) : null,
                    step == Step.ACCEPTED && funnel.received() > 0
                        ? new DeliveriesView(sync, State.ACCEPTED)
                        : null))
            .toList());
  }

  /** The list has one state, so it cannot show delivered and received records together. */
  private static @Nullable DeliveriesView accepted(SyncId sync, Funnel funnel) {
    if (funnel.received() == 0) {
      return new DeliveriesView(sync, State.DELIVERED);
    }
    return funnel.received() == funnel.reaching(Step.ACCEPTED)
        ? new DeliveriesView(sync, State.ACCEPTED)
        : null;
  }

  /**
   * The view for a caller without the right to personal data: rounded, and without reasons that
   * hold for few people.
   *
   * @param people those of the sync
   */
  FunnelView rounded(CountNoise.Group people) {
    List<StepView> rounded = new ArrayList<>();
    long most = Long.MAX_VALUE;
    for (StepView step : steps) {
      Approximate about = people.of(step.count());
      // Noise must not make a step seem larger than the step before.
      about = about.number() > most ? Approximate.of(most) : about;
      most = about.number();
      Long received = received(step, about, people);
      rounded.add(
          new StepView(
              step.step(),
              about.number(),
              about,
              received,
              step.stops().stream()
                  .map(stop -> stop.rounded(people))
                  .filter(stop -> stop.count() > 0)
                  .toList(),
              step.deliveries(),
              received == null ? null : step.receivedDeliveries()));
    }
    return new FunnelView(sync, asOf, complete, rounded);
  }

  /** All people of a step stay all of them; few of them are none. */
  private static @Nullable Long received(
      StepView step, Approximate about, CountNoise.Group people) {
    Long received = step.received();
    if (received == null) {
      return null;
    }
    long rounded =
        received == step.count()
            ? about.number()
            : Math.min(about.number(), people.of(received).number());
    return rounded == 0 ? null : rounded;
  }

  private static List<StopView> stops(SyncId sync, Step step, Map<FunnelStop, Long> stops) {
    return stops.entrySet().stream()
        .filter(stop -> stop.getKey().missed() == step)
        .map(stop ->
            new StopView(
                stop.getKey().code(),
                stop.getKey().purpose(),
                stop.getValue(),
                stop.getKey().state() == null
                    ? null
                    : new DeliveriesView(sync, stop.getKey().state())))
        .sorted(Comparator.comparingLong(StopView::count).reversed().thenComparing(StopView::code))
        .toList();
  }
}
