package dev.tributary.destinations.plan;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * A plan as it is stored, without personal data.
 *
 * @param asOf when the counting began
 * @param counted when it ended
 * @param basis the facts, read before the counting began
 * @param leftOut as in the plan, with all details
 * @param items as in the plan
 * @param requests as in the plan
 * @param fields as in the plan
 */
public record PlanResult(
    Instant asOf,
    Instant counted,
    PlanBasis basis,
    List<Left> leftOut,
    long items,
    long requests,
    long fields) {

  /** How many people are left out for a reason. */
  public record Left(LeftOut reason, long number) {}

  /**
   * @param facts with any numbers
   */
  public static PlanResult of(PlanBasis facts, SyncPlan plan, Instant asOf, Instant counted) {
    return new PlanResult(
        asOf,
        counted,
        PlanBasis.of(facts, plan),
        plan.leftOut().entrySet().stream()
            .map(each -> new Left(each.getKey(), each.getValue()))
            .toList(),
        plan.items(),
        plan.requests(),
        plan.fields());
  }

  /** The numbers. */
  public SyncPlan plan() {
    TreeMap<LeftOut, Long> reasons = new TreeMap<>();
    leftOut.forEach(each -> reasons.put(each.reason(), each.number()));
    return SyncPlanBuilder.builder()
        .complete(basis.complete())
        .people(basis.people())
        .records(basis.records())
        .memberships(basis.memberships())
        .leftOut(reasons)
        .items(items)
        .requests(requests)
        .fields(fields)
        .digest(basis.digest())
        .build();
  }
}
