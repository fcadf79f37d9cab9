package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import java.util.Collection;
import java.util.Set;

/**
 * Pairs of identifiers of which a person said that they name two people. No evidence joins the two
 * again. Immutable.
 */
public record Cuts(Set<Pair> pairs) {
  public static final Cuts NONE = new Cuts(Set.of());

  /**
   * @param left the smaller of the two
   */
  public record Pair(String workspace, Identifier left, Identifier right) {
    public static Pair of(String workspace, Identifier one, Identifier other) {
      return one.compareTo(other) < 0
          ? new Pair(workspace, one, other)
          : new Pair(workspace, other, one);
    }
  }

  public Cuts {
    pairs = Set.copyOf(pairs);
  }

  /** Whether any of these was cut from any of those. */
  public boolean between(
      String workspace, Collection<Identifier> these, Collection<Identifier> those) {
    return !pairs.isEmpty()
        && pairs.stream()
            .anyMatch(pair ->
                pair.workspace().equals(workspace)
                    && ((these.contains(pair.left()) && those.contains(pair.right()))
                        || (these.contains(pair.right()) && those.contains(pair.left()))));
  }
}
