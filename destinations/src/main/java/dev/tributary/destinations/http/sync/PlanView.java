package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.connector.Manifest.Billing;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.plan.Effects;
import dev.tributary.destinations.plan.LeftOut;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.SyncPlan;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.tenancy.CountNoise;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The effects that a new sync, a changed sync or another run of a sync would have.
 *
 * @param asOf when the counting began
 * @param complete false while people are counted in the background, and if there are too many who
 *     share records, so that only the first are counted
 * @param approximate whether the numbers are rounded, and reasons of few people left out, because
 *     the caller may not see personal data
 * @param people everyone that the sync concerns; of a model, its rows
 * @param records what happens to records
 * @param memberships what happens to memberships of the list; null if the audience does not become
 *     a list
 * @param leftOut the people or rows that are not sent, by reason, the most frequent first
 * @param requests with full batches, if searches find nothing and each job is asked for its state
 *     once. A sync that also gets live changes sends more. Null if the plan is not complete or is
 *     approximate, and for a destination that takes no requests
 * @param shortestSeconds that the requests need at least at the limits of the account; null without
 *     limits or requests
 * @param billing what the vendor bills for; null if no such fact is known
 * @param plan the ticket with which the plan can be applied; null if the plan is not complete, and
 *     without the right personal-data:read
 * @param validUntil until when the ticket is accepted; null without one
 * @param run the count in the background: there are no numbers yet. Null if it is not needed, or
 *     has ended
 */
@RecordBuilder
@Schema(name = "SyncPlan")
public record PlanView(
    Instant asOf,
    boolean complete,
    boolean approximate,
    long people,
    EffectsView records,
    @Nullable EffectsView memberships,
    List<LeftOutView> leftOut,
    @Nullable Long requests,
    @Nullable Long shortestSeconds,
    @Nullable BilledView billing,
    @Nullable String plan,
    @Nullable Instant validUntil,
    @Nullable RunView run) {
  private static final long ROUNDED = 10_000;

  /**
   * A count in the background.
   *
   * @param id for the next question
   * @param pass 1 while people are counted for the first time, and more while they are counted
   *     again, because several of them share a record
   * @param counted how many people were counted in this pass
   * @param about about how many people there are
   */
  @Schema(name = "PlanRun")
  public record RunView(String id, int pass, long counted, long about) {
    private static @Nullable RunView of(@Nullable PlanRun run) {
      return run == null
          ? null
          : new RunView(run.id(), run.pass(), run.counted(), Math.max(run.about(), run.counted()));
    }

    /** A caller sees that the count goes on, but not where it ends. */
    private RunView rounded(CountNoise.Group group) {
      long all = group.of(about).number();
      return new RunView(id, pass, Math.min(all, counted / ROUNDED * ROUNDED), all);
    }
  }

  /**
   * Changes at the destination.
   *
   * @param created records that no sync has sent; a destination that has the record updates it, so
   *     this is an upper bound of what is new there
   * @param updated records that a sync has sent, with other content; everyone who is sent, if the
   *     sync only updates
   * @param removed records that are removed
   * @param unchanged records that the destination has already as they are desired
   * @param underway those of the created, updated and removed records that are due without the plan
   *     too
   */
  @Schema(name = "PlannedEffects")
  public record EffectsView(
      long created, long updated, long removed, long unchanged, long underway) {
    static EffectsView of(Effects effects) {
      return new EffectsView(
          effects.created(),
          effects.updated(),
          effects.removed(),
          effects.unchanged(),
          effects.underway());
    }

    private EffectsView rounded(CountNoise.Group group, long most) {
      return new EffectsView(
          atMost(group, created, most),
          atMost(group, updated, most),
          atMost(group, removed, most),
          atMost(group, unchanged, most),
          atMost(group, underway, most));
    }

    private static long atMost(CountNoise.Group group, long number, long most) {
      return Math.min(most, group.of(number).number());
    }
  }

  /**
   * A reason why people are not sent.
   *
   * @param code {@code undecided}, {@code no-identifier}, {@code shared}, {@code consent}, {@code
   *     invalid}, {@code required}, {@code not-renderable}, {@code held-back}, {@code unreadable},
   *     or the state of a delivery that waits for a user: {@code rejected}, {@code dead}, {@code
   *     uncertain}
   * @param purpose the purpose that is not allowed, if this is the reason
   * @param field the field at the destination, if this is the reason
   * @param count how many people
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PlannedLeftOut")
  public record LeftOutView(
      String code, @Nullable String purpose, @Nullable String field, long count) {
    static LeftOutView of(Map.Entry<LeftOut, Long> each) {
      LeftOut reason = each.getKey();
      return new LeftOutView(reason.code(), reason.purpose(), reason.field(), each.getValue());
    }
  }

  /**
   * The effect that the vendor bills for.
   *
   * @param counts {@code creates}, {@code records} or {@code fields}
   * @param words what the vendor documents
   * @param atMost as far as Tributary knows, an upper bound of what the plan adds to the bill, in
   *     this unit: a record that was deleted at the vendor counts as an update, and may be created
   *     again. Null if the plan is not complete, and for fields of an approximate plan
   */
  @Schema(name = "PlannedBilling")
  public record BilledView(Billing.Counted counts, String words, @Nullable Long atMost) {
    static @Nullable BilledView of(
        @Nullable Billing billing, EffectsView records, @Nullable Long fields, boolean complete) {
      if (billing == null) {
        return null;
      }
      Long atMost =
          switch (billing.counts()) {
            case CREATES -> Long.valueOf(records.created());
            case RECORDS -> Long.valueOf(records.created() + records.updated());
            case FIELDS -> fields;
          };
      return new BilledView(billing.counts(), billing.words(), complete ? atMost : null);
    }
  }

  static PlanView of(Catalogue.Sync sync, Plans.Planned planned) {
    SyncPlan plan = planned.plan();
    EffectsView records = EffectsView.of(plan.records());
    boolean known = plan.complete() && (plan.requests() > 0 || plan.items() == 0);
    return PlanViewBuilder.builder()
        .asOf(planned.asOf())
        .complete(plan.complete())
        .approximate(false)
        .people(plan.people())
        .records(records)
        .memberships(plan.memberships() == null ? null : EffectsView.of(plan.memberships()))
        .leftOut(
            plan.leftOut().entrySet().stream()
                .map(LeftOutView::of)
                .sorted(Comparator.comparingLong(LeftOutView::count).reversed())
                .toList())
        .requests(known ? plan.requests() : null)
        .shortestSeconds(known ? seconds(sync, plan.requests(), plan.items()) : null)
        .billing(BilledView.of(sync.object().billing(), records, plan.fields(), plan.complete()))
        .plan(planned.ticket())
        .validUntil(planned.validUntil())
        .run(RunView.of(planned.run()))
        .build();
  }

  private static @Nullable Long seconds(Catalogue.Sync sync, long requests, long items) {
    return requests == 0
        ? null
        : AccountBudgets.of(sync.destination())
            .shortestTime(requests, items)
            .map(Duration::toSeconds)
            .orElse(null);
  }

  /**
   * The view for a caller without the right to personal data. It has no ticket: whether a ticket is
   * accepted would tell about each single person. It has no requests: the number follows from the
   * exact records, and a single request would tell that one person is sent.
   *
   * @param declared what the vendor bills for
   * @param group the people of the source
   */
  PlanView rounded(@Nullable Billing declared, CountNoise.Group group) {
    long all = group.of(people).number();
    EffectsView rounded = records.rounded(group, all);
    return PlanViewBuilder.builder()
        .asOf(asOf)
        .complete(complete)
        .approximate(true)
        .people(all)
        .records(rounded)
        .memberships(memberships == null ? null : memberships.rounded(group, all))
        .leftOut(
            leftOut.stream()
                .map(each ->
                    new LeftOutView(
                        each.code(), each.purpose(), each.field(), group.of(each.count()).number()))
                .filter(each -> each.count() > 0)
                .toList())
        .requests(null)
        .shortestSeconds(null)
        .billing(BilledView.of(declared, rounded, null, complete))
        .plan(null)
        .validUntil(null)
        .run(run == null ? null : run.rounded(group))
        .build();
  }
}
