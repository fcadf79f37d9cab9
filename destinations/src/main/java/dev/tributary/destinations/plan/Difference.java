package dev.tributary.destinations.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Something that has changed since a plan.
 *
 * @param what {@code sync}, {@code destination}, {@code account}, {@code limits}, {@code source},
 *     {@code people}, {@code created}, {@code updated}, {@code removed}, {@code added-to-list},
 *     {@code updated-on-list}, {@code removed-from-list}, {@code left-out}, {@code records} or
 *     {@code complete}
 * @param words one sentence, with both numbers
 */
public record Difference(String what, String words) {
  /** The members of the source, as the words name them. */
  public enum Members {
    PEOPLE("person", "people"),
    ROWS("row", "rows");

    private final String one;
    private final String many;

    Members(String one, String many) {
      this.one = one;
      this.many = many;
    }

    private String of(long number) {
      return number == 1 ? one : many;
    }
  }

  private static final String OF_DEFINITION = "The %s has version %d now, and had version %d";

  /**
   * The differences between the facts of a plan and the present ones.
   *
   * @return empty if the plan still holds
   */
  public static List<Difference> between(PlanBasis then, PlanBasis now, Members members) {
    List<Difference> found = new ArrayList<>(ofDefinitions(then, now));
    if (then.complete() != now.complete()) {
      found.add(
          new Difference(
              "complete", text("Not all %s could be counted this time", members.of(now.people()))));
      return found;
    }
    if (then.people() != now.people()) {
      long more = now.people() - then.people();
      found.add(
          new Difference(
              "people",
              text(
                  "%d %s %s: %d now, %d in the plan",
                  Math.abs(more),
                  more > 0 ? "more" : "fewer",
                  members.of(Math.abs(more)),
                  now.people(),
                  then.people())));
    }
    number("created", "Created", then.records().created(), now.records().created(), found);
    number("updated", "Updated", then.records().updated(), now.records().updated(), found);
    number("removed", "Removed", then.records().removed(), now.records().removed(), found);
    Effects list = then.memberships() == null ? Effects.NONE : then.memberships();
    Effects listNow = now.memberships() == null ? Effects.NONE : now.memberships();
    number("added-to-list", "Added to the list", list.created(), listNow.created(), found);
    number("updated-on-list", "Updated on the list", list.updated(), listNow.updated(), found);
    number("removed-from-list", "Removed from the list", list.removed(), listNow.removed(), found);
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
    if (found.isEmpty() && then.digest() != now.digest()) {
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
