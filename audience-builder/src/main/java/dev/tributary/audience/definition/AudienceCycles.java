package dev.tributary.audience.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds cycles of audiences that use one another. */
public final class AudienceCycles {
  private AudienceCycles() {}

  /**
   * The path from one of the used audiences back to the audience; empty if there is none.
   *
   * @param uses by audience, the audiences that its rule names
   */
  public static List<String> through(
      String audience, Collection<String> used, Map<String, List<String>> uses) {
    for (String each : used) {
      List<String> way = new ArrayList<>();
      if (leads(each, audience, uses, new HashSet<>(), way)) {
        return way;
      }
    }
    return List.of();
  }

  private static boolean leads(
      String from, String to, Map<String, List<String>> uses, Set<String> seen, List<String> way) {
    if (!seen.add(from)) {
      return false;
    }
    way.add(from);
    if (from.equals(to)) {
      return true;
    }
    for (String next : uses.getOrDefault(from, List.of())) {
      if (leads(next, to, uses, seen, way)) {
        return true;
      }
    }
    way.removeLast();
    return false;
  }
}
