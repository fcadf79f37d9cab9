package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.funnel.Stop;
import dev.tributary.destinations.ledger.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far the people of a sync come on their way to its destination.
 *
 * @param asOf when it was read
 * @param complete false where there are too many people, and only the first are counted
 * @param steps each within the one before
 */
@Schema(name = "SyncFunnel")
public record FunnelView(String sync, Instant asOf, boolean complete, List<StepView> steps) {

  /**
   * @param step {@code people}, {@code identifier}, {@code consent}, {@code sent} or {@code
   *     accepted}
   * @param count people who reach it
   * @param stops those who reach the step before and not this one, the most frequent first
   * @param deliveries where they can be looked at; absent where no list has them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncFunnelStep")
  public record StepView(
      Step step, long count, List<StopView> stops, @Nullable DeliveriesView deliveries) {}

  /**
   * @param code {@code undecided}, {@code no-identifier}, {@code consent}, {@code shared}, or the
   *     state that their delivery is in
   * @param purpose the one that they do not allow, where that is why
   * @param deliveries where they can be looked at; absent where no list has them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncFunnelStop")
  public record StopView(
      String code, @Nullable String purpose, long count, @Nullable DeliveriesView deliveries) {}

  /** Parameters of the list of deliveries. */
  @Schema(name = "SyncFunnelDeliveries")
  public record DeliveriesView(String sync, State state) {}

  static FunnelView of(String sync, Funnel funnel) {
    return new FunnelView(
        sync,
        funnel.asOf(),
        funnel.complete(),
        Arrays.stream(Step.values())
            .map(step ->
                new StepView(
                    step,
                    funnel.reaching(step),
                    stops(sync, step, funnel.stops()),
                    step == Step.ACCEPTED ? new DeliveriesView(sync, State.DELIVERED) : null))
            .toList());
  }

  private static List<StopView> stops(String sync, Step step, Map<Stop, Long> stops) {
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
