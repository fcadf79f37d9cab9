package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.Set;

/**
 * Pairs of identifiers that an unmerge or another decision of a user has cut. No evidence joins the
 * two of a pair again. Immutable.
 */
public record Cuts(Set<Pair> pairs) {
  public static final Cuts NONE = new Cuts(Set.of());

  /**
   * @param left the smaller of the two
   */
  public record Pair(WorkspaceId workspace, Identifier left, Identifier right) {
    public static Pair of(WorkspaceId workspace, Identifier one, Identifier other) {
      return one.compareTo(other) < 0
          ? new Pair(workspace, one, other)
          : new Pair(workspace, other, one);
    }
  }

  public Cuts {
    pairs = Set.copyOf(pairs);
  }

  /** Whether there is a cut between any identifier of the one set and any of the other. */
  public boolean between(
      WorkspaceId workspace, Collection<Identifier> these, Collection<Identifier> those) {
    return !pairs.isEmpty()
        && pairs.stream()
            .anyMatch(pair ->
                pair.workspace().equals(workspace)
                    && ((these.contains(pair.left()) && those.contains(pair.right()))
                        || (these.contains(pair.right()) && those.contains(pair.left()))));
  }
}
