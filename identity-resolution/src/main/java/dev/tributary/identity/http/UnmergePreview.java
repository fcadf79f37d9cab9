package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.contracts.unmerge.Parting;
import dev.tributary.identity.http.ProfileView.IdentifierView;
import dev.tributary.identity.postgres.UnmergeReads.Share;
import dev.tributary.identity.profile.Separation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who would be whom after an unmerge.
 *
 * @param profile who stays
 * @param cuts the evidence that would count no more, and join the two never again
 * @param ticket opaque; for 15 minutes {@code previewAudiences} and then {@code previewDeliveries}
 *     of the person go on from it
 */
@Schema(name = "UnmergePreview")
public record UnmergePreview(
    String profile, Side stays, Side leaves, List<CutView> cuts, String ticket) {

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
    static Side of(Parting.Side side, long events, long rows, Masking masking) {
      ProfileState state = side.state();
      Map<String, JsonNode> traits = new TreeMap<>();
      state.traits().forEach((trait, value) -> traits.put(trait, masking.trait(trait, value)));
      return new Side(
          state.identifiers().stream().map(each -> IdentifierView.of(each, masking)).toList(),
          side.aliases(),
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

  static UnmergePreview of(
      Parting parting, Separation separation, Share share, String ticket, Masking masking) {
    return new UnmergePreview(
        parting.stays().state().profile(),
        Side.of(parting.stays(), share.events().staying(), share.rows().staying(), masking),
        Side.of(parting.leaves(), share.events().leaving(), share.rows().leaving(), masking),
        separation.cuts().stream()
            .map(cut ->
                new CutView(
                    IdentifierView.of(cut.left(), masking),
                    IdentifierView.of(cut.right(), masking)))
            .toList(),
        ticket);
  }
}
