package dev.tributary.identity.http.unmerge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.identity.evidence.UnmergeQueries.Share;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.UnmergeResult;
import dev.tributary.runtime.openapi.ValueSchemas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The two people that an unmerge would result in.
 *
 * @param profile the person who stays
 * @param stays the person who keeps the profile
 * @param leaves the person who gets a new profile
 * @param cuts the evidence that would no longer count, and never join the two again
 * @param ticket opaque; for 15 minutes {@code previewAudiences} and then {@code previewDeliveries}
 *     of the person continue from it
 */
@Schema(name = "UnmergePreview")
public record UnmergePreview(
    ProfileId profile, Side stays, Side leaves, List<CutView> cuts, String ticket) {

  /**
   * One of the two people that an unmerge would result in.
   *
   * @param identifiers the identifiers of this person
   * @param aliases ids that were merged and would lead to this person
   * @param events the kept events that would be on the timeline of this person
   * @param rows rows of models that describe this person
   * @param traits the values that would win, by trait; masked where the caller may not see them
   * @param consent the answer of this person, by purpose
   * @param subscriptions the answer of this person, by channel
   * @param firstSeen the time of the oldest input about this person
   * @param lastSeen the time of the newest input about this person
   */
  @RecordBuilder
  @Schema(name = "UnmergeSide")
  public record Side(
      List<IdentifierView> identifiers,
      List<ProfileId> aliases,
      long events,
      long rows,
      @Schema(ref = ValueSchemas.MASKABLE_FIELDS) Map<String, JsonNode> traits,
      Map<String, ConsentState> consent,
      Map<String, SubscriptionState> subscriptions,
      Instant firstSeen,
      Instant lastSeen) {
    static Side of(UnmergePlan.Side side, long events, long rows, Masking masking) {
      ProfileState state = side.state();
      Map<String, JsonNode> traits = new TreeMap<>();
      state.traits().forEach((trait, value) -> traits.put(trait, masking.trait(trait, value)));
      return UnmergePreviewSideBuilder.builder()
          .identifiers(
              state.identifiers().stream().map(each -> IdentifierView.of(each, masking)).toList())
          .aliases(side.aliases())
          .events(events)
          .rows(rows)
          .traits(traits)
          .consent(state.consent())
          .subscriptions(state.subscriptions())
          .firstSeen(state.firstSeen())
          .lastSeen(state.lastSeen())
          .build();
    }
  }

  /**
   * Two identifiers whose evidence would no longer count.
   *
   * @param left one of the two identifiers
   * @param right the other identifier
   */
  @Schema(name = "EvidenceCut")
  public record CutView(IdentifierView left, IdentifierView right) {}

  static UnmergePreview of(
      UnmergePlan plan, UnmergeResult separation, Share share, String ticket, Masking masking) {
    return new UnmergePreview(
        plan.stays().state().profile(),
        Side.of(plan.stays(), share.events().staying(), share.rows().staying(), masking),
        Side.of(plan.leaves(), share.events().leaving(), share.rows().leaving(), masking),
        separation.cuts().stream()
            .map(cut ->
                new CutView(
                    IdentifierView.of(cut.left(), masking),
                    IdentifierView.of(cut.right(), masking)))
            .toList(),
        ticket);
  }
}
