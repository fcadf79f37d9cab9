package dev.tributary.destinations.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts from which a plan follows, without personal data. A plan can be applied while all of
 * them are the same.
 *
 * @param syncVersion of the stored sync; 0 for a new one
 * @param destinationVersion of the definition of the destination
 * @param account an opaque text that is the same for the same account
 * @param limits an opaque text that is the same for the same limits of the account
 * @param sourceVersion of the definition of the audience or model; 0 for sources without one
 * @param people as in {@link SyncPlan}
 * @param leftOut how many people, by reason with its purpose or field
 */
@RecordBuilder
public record PlanBasis(
    long syncVersion,
    long destinationVersion,
    String account,
    String limits,
    long sourceVersion,
    boolean complete,
    long people,
    Effects records,
    @Nullable Effects memberships,
    Map<String, Long> leftOut,
    long digest) {

  /**
   * The facts of a plan.
   *
   * @param facts with any numbers
   */
  public static PlanBasis of(PlanBasis facts, SyncPlan plan) {
    Map<String, Long> leftOut = new TreeMap<>();
    plan.leftOut().forEach((reason, count) -> leftOut.merge(text(reason), count, Long::sum));
    return PlanBasisBuilder.builder(facts)
        .complete(plan.complete())
        .people(plan.people())
        .records(plan.records())
        .memberships(plan.memberships())
        .leftOut(leftOut)
        .digest(plan.digest())
        .build();
  }

  private static String text(LeftOut reason) {
    String detail = reason.purpose() == null ? reason.field() : reason.purpose();
    return detail == null ? reason.code() : reason.code() + " " + detail;
  }

  /** Facts without numbers. */
  public static PlanBasis facts(
      long syncVersion,
      long destinationVersion,
      String account,
      String limits,
      long sourceVersion) {
    return PlanBasisBuilder.builder()
        .syncVersion(syncVersion)
        .destinationVersion(destinationVersion)
        .account(account)
        .limits(limits)
        .sourceVersion(sourceVersion)
        .complete(false)
        .people(0)
        .records(Effects.NONE)
        .memberships(null)
        .leftOut(Map.of())
        .digest(0)
        .build();
  }
}
