package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Stamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Evidence that two identifiers name one person.
 *
 * @param left the smaller of the two
 * @param source where it was seen, an {@link dev.tributary.identity.claim.Origin}'s text
 */
public record Edge(Identifier left, Identifier right, Stamp stamp, String source) {

  /** A star around the claim's strongest identifier: as good as every pair, and far fewer. */
  public static List<Edge> of(Claim claim) {
    List<Identifier> identifiers = claim.identifiers();
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < identifiers.size(); i++) {
      edges.add(
          between(
              identifiers.getFirst(), identifiers.get(i), claim.stamp(), claim.origin().text()));
    }
    return edges;
  }

  private static Edge between(Identifier one, Identifier other, Stamp stamp, String source) {
    return one.compareTo(other) < 0
        ? new Edge(one, other, stamp, source)
        : new Edge(other, one, stamp, source);
  }
}
