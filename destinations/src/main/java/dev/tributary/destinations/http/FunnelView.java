package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.funnel.Stop;
import dev.tributary.destinations.ledger.State;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Blur;
import java.time.Instant;
import java.util.ArrayList;
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
   * @param count people who reach it; exact, unless {@code approximate} is there
   * @param approximate what may be told without the right to personal data: {@code count} is then
   *     rounded, 0 for few
   * @param stops those who reach the step before and not this one, the most frequent first
   * @param deliveries where they can be looked at; absent where no list has them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncFunnelStep")
  public record StepView(
      Step step,
      long count,
      @Nullable Approximate approximate,
      List<StopView> stops,
      @Nullable DeliveriesView deliveries) {}

  /**
   * @param code {@code undecided}, {@code no-identifier}, {@code consent}, {@code shared}, or the
   *     state that their delivery is in
   * @param purpose the one that they do not allow, where that is why
   * @param deliveries where they can be looked at; absent where no list has them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncFunnelStop")
  public record StopView(
      String code, @Nullable String purpose, long count, @Nullable DeliveriesView deliveries) {
    StopView rounded(Blur blur, String... question) {
      String part = purpose == null ? code : code + " " + purpose;
      return new StopView(
          code, purpose, blur.of(count, asked(question, part)).number(), deliveries);
    }
  }

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
                    null,
                    stops(sync, step, funnel.stops()),
                    step == Step.ACCEPTED ? new DeliveriesView(sync, State.DELIVERED) : null))
            .toList());
  }

  /**
   * As somebody sees it who may not read personal data: rounded, and without reasons that hold for
   * few.
   *
   * @param question what tells this funnel from every other
   */
  FunnelView rounded(Blur blur, String... question) {
    List<StepView> rounded = new ArrayList<>();
    long most = Long.MAX_VALUE;
    for (StepView step : steps) {
      Approximate about = blur.of(step.count(), asked(question, step.step().wireName()));
      // Noise must not let a step seem larger than the one that it is within.
      about = about.number() > most ? Approximate.of(most) : about;
      most = about.number();
      rounded.add(
          new StepView(
              step.step(),
              about.number(),
              about,
              step.stops().stream()
                  .map(stop -> stop.rounded(blur, question))
                  .filter(stop -> stop.count() > 0)
                  .toList(),
              step.deliveries()));
    }
    return new FunnelView(sync, asOf, complete, rounded);
  }

  private static String[] asked(String[] question, String part) {
    String[] asked = Arrays.copyOf(question, question.length + 1);
    asked[question.length] = part;
    return asked;
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
