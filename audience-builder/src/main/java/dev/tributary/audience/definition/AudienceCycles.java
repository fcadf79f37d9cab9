package dev.tributary.audience.definition;

import dev.tributary.contracts.id.AudienceId;
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
  public static List<AudienceId> through(
      AudienceId audience, Collection<AudienceId> used, Map<AudienceId, List<AudienceId>> uses) {
    for (AudienceId each : used) {
      List<AudienceId> way = new ArrayList<>();
      if (leads(each, audience, uses, new HashSet<>(), way)) {
        return way;
      }
    }
    return List.of();
  }

  private static boolean leads(
      AudienceId from,
      AudienceId to,
      Map<AudienceId, List<AudienceId>> uses,
      Set<AudienceId> seen,
      List<AudienceId> way) {
    if (!seen.add(from)) {
      return false;
    }
    way.add(from);
    if (from.equals(to)) {
      return true;
    }
    for (AudienceId next : uses.getOrDefault(from, List.of())) {
      if (leads(next, to, uses, seen, way)) {
        return true;
      }
    }
    way.removeLast();
    return false;
  }
}
