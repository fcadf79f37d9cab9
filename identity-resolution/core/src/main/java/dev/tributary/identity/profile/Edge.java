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
 * @param source the place of the observation, the text of an {@link
 *     dev.tributary.identity.claim.Origin}
 * @param messageId the one that the sender of an event gave it; null for a row
 * @param rulesVersion of the identity rules by which the input was read
 */
public record Edge(
    Identifier left,
    Identifier right,
    Stamp stamp,
    String source,
    @Nullable String messageId,
    long rulesVersion) {

  /**
   * Evidence between the claim's strongest identifier and each other one: it joins the same
   * identifiers as all pairs would, with far fewer edges.
   */
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
