package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.http.ProfileView.IdentifierView;
import dev.tributary.identity.postgres.ProfileCodec;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.identity.postgres.UnmergeReads.Share;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Separation;
import dev.tributary.identity.profile.TraitPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who would be whom after an unmerge.
 *
 * @param profile who stays
 * @param cuts the evidence that would count no more, and join the two never again
 */
@Schema(name = "UnmergePreview")
public record UnmergePreview(String profile, Side stays, Side leaves, List<CutView> cuts) {

  /**
   * @param aliases ids that were merged and would lead here
   * @param events that are remembered, and would be on this side's timeline
   * @param rows of models that speak of this side
   */
  @Schema(name = "UnmergeSide")
  public record Side(
      List<IdentifierView> identifiers,
      List<String> aliases,
      long events,
      long rows,
      Map<String, JsonNode> traits,
      Map<String, ConsentState> consent,
      Map<String, SubscriptionState> subscriptions,
      Instant firstSeen,
      Instant lastSeen) {
    static Side of(
        Profile profile,
        List<Edge> edges,
        List<String> aliases,
        long events,
        long rows,
        TraitPolicies policies,
        Masking masking) {
      ProfileState state =
          profile.state(
              edges.stream()
                  .filter(edge ->
                      profile.identifiers().contains(edge.left())
                          && profile.identifiers().contains(edge.right()))
                  .toList(),
              policies);
      Map<String, JsonNode> traits = new TreeMap<>();
      state.traits().forEach((trait, value) -> traits.put(trait, masking.trait(trait, value)));
      return new Side(
          state.identifiers().stream().map(each -> IdentifierView.of(each, masking)).toList(),
          aliases,
          events,
          rows,
          traits,
          state.consent(),
          state.subscriptions(),
          state.firstSeen(),
          state.lastSeen());
    }
  }

  @Schema(name = "EvidenceCut")
  public record CutView(IdentifierView left, IdentifierView right) {}

  static UnmergePreview of(Person person, Separation separation, Share share, Masking masking) {
    Profile whole = person.profile();
    Profile stays =
        ProfileCodec.read(
            whole.workspace(), whole.id(), whole.version(), ProfileCodec.write(whole));
    Profile leaves = stays.separate(separation.leaving(), "", share.aliases().size());
    List<String> staying = new ArrayList<>(person.family().mergedFrom());
    staying.removeAll(share.aliases());
    return new UnmergePreview(
        whole.id(),
        Side.of(
            stays,
            person.edges(),
            staying,
            share.events().staying(),
            share.rows().staying(),
            person.policies(),
            masking),
        Side.of(
            leaves,
            person.edges(),
            share.aliases(),
            share.events().leaving(),
            share.rows().leaving(),
            person.policies(),
            masking),
        separation.cuts().stream()
            .map(cut ->
                new CutView(
                    IdentifierView.of(cut.left(), masking),
                    IdentifierView.of(cut.right(), masking)))
            .toList());
  }
}
