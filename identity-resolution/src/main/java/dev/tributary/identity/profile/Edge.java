package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that two identifiers name one person.
 *
 * @param left the smaller of the two
 * @param source where it was seen, an {@link dev.tributary.identity.claim.Origin}'s text
 * @param messageId the one that an event's sender gave it; null for a row
 * @param rulesVersion of the identity rules that the input was read by
 */
public record Edge(
    Identifier left,
    Identifier right,
    Stamp stamp,
    String source,
    @Nullable String messageId,
    long rulesVersion) {

  /** A star around the claim's strongest identifier: as good as every pair, and far fewer. */
  public static List<Edge> of(Claim claim, @Nullable String messageId, long rulesVersion) {
    List<Identifier> identifiers = claim.identifiers();
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < identifiers.size(); i++) {
      Identifier one = identifiers.getFirst();
      Identifier other = identifiers.get(i);
      boolean ordered = one.compareTo(other) < 0;
      edges.add(
          new Edge(
              ordered ? one : other,
              ordered ? other : one,
              claim.stamp(),
              claim.origin().text(),
              messageId,
              rulesVersion));
    }
    return edges;
  }
}
