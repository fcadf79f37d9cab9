package dev.tributary.destinations.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that has changed since a plan.
 *
 * @param what {@code sync}, {@code destination}, {@code account}, {@code limits}, {@code source},
 *     {@code people}, {@code created}, {@code updated}, {@code removed}, {@code added-to-list},
 *     {@code removed-from-list}, {@code left-out} or {@code records}
 * @param words one sentence, with both numbers
 */
public record Difference(String what, String words) {
  private static final String OF_DEFINITION = "The %s has version %d now, and had version %d";

  /**
   * The differences between the facts of a plan and the present ones.
   *
   * @return empty if the plan still holds
   */
  public static List<Difference> between(PlanBasis then, PlanBasis now) {
    List<Difference> found = new ArrayList<>(ofDefinitions(then, now));
    if (then.people() != now.people()) {
      long more = now.people() - then.people();
      found.add(
          new Difference(
              "people",
              text(
                  "%d %s: %d now, %d in the plan",
                  Math.abs(more),
                  more > 0 ? "more people" : "fewer people",
                  now.people(),
                  then.people())));
    }
    effects(then.records(), now.records(), List.of("created", "updated", "removed"), found);
    effects(
        then.memberships(),
        now.memberships(),
        List.of("added-to-list", "updated-on-list", "removed-from-list"),
        found);
    TreeSet<String> reasons = new TreeSet<>(then.leftOut().keySet());
    reasons.addAll(now.leftOut().keySet());
    for (String reason : reasons) {
      number(
          "left-out",
          "Left out (" + reason + ")",
          then.leftOut().getOrDefault(reason, 0L),
          now.leftOut().getOrDefault(reason, 0L),
          found);
    }
    boolean same = then.digest() == now.digest() && then.complete() == now.complete();
    if (found.isEmpty() && !same) {
      found.add(
          new Difference(
              "records", "The numbers are the same, but they are the numbers of other records"));
    }
    return found;
  }

  /** The differences apart from the numbers, which cost a count. */
  public static List<Difference> ofDefinitions(PlanBasis then, PlanBasis now) {
    List<Difference> found = new ArrayList<>();
    version("sync", then.syncVersion(), now.syncVersion(), found);
    version("destination", then.destinationVersion(), now.destinationVersion(), found);
    version("source", then.sourceVersion(), now.sourceVersion(), found);
    if (!then.account().equals(now.account())) {
      found.add(
          new Difference("account", "The account of the destination is another one than before"));
    }
    if (!then.limits().equals(now.limits())) {
      found.add(new Difference("limits", "The limits of the account have changed"));
    }
    return found;
  }

  private static void version(String what, long then, long now, List<Difference> found) {
    if (then != now) {
      found.add(new Difference(what, text(OF_DEFINITION, what, now, then)));
    }
  }

  private static void effects(
      @Nullable Effects then, @Nullable Effects now, List<String> names, List<Difference> found) {
    Effects before = then == null ? Effects.NONE : then;
    Effects after = now == null ? Effects.NONE : now;
    number(names.get(0), names.get(0), before.created(), after.created(), found);
    number(names.get(1), names.get(1), before.updated(), after.updated(), found);
    number(names.get(2), names.get(2), before.removed(), after.removed(), found);
  }

  private static void number(
      String what, String label, long then, long now, List<Difference> found) {
    if (then != now) {
      found.add(new Difference(what, text("%s: %d now, %d in the plan", label, now, then)));
    }
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
