package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Merge;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A merge of two profiles.
 *
 * @param profile the profile that was merged into the other
 * @param into the profile that survived
 * @param at when the merge was applied
 * @param cause the event that named both, or the run of the row
 * @param left the identifier by which the event or the row named {@code profile}
 * @param right the identifier by which the event or the row named {@code into}
 * @param had the identifiers and traits of {@code profile} just before the merge
 * @param otherHad the identifiers and traits of {@code into} just before the merge
 * @param rulesVersion of the identity rules in force at that time; null where it was not recorded
 */
@RecordBuilder
@Schema(name = "Merge")
public record MergeView(
    ProfileId profile,
    ProfileId into,
    Instant at,
    String cause,
    @Nullable IdentifierView left,
    @Nullable IdentifierView right,
    PersonSummaryView had,
    PersonSummaryView otherHad,
    @Nullable Long rulesVersion) {
  /** Keeps the answer readable for profiles with very many identifiers or traits. */
  private static final int SHOWN = 100;

  /**
   * The first hundred of each, and the number of all.
   *
   * @param identifiers the first hundred identifiers
   * @param traits their names
   * @param identifierCount the number of all identifiers
   * @param traitCount the number of all traits
   */
  @Schema(name = "HadBeforeMerge")
  public record PersonSummaryView(
      List<IdentifierView> identifiers, List<String> traits, int identifierCount, int traitCount) {
    static PersonSummaryView of(Merge.PersonSummary had, Masking masking) {
      return new PersonSummaryView(
          had.identifiers().stream()
              .limit(SHOWN)
              .map(each -> IdentifierView.of(each, masking))
              .toList(),
          had.traits().stream().limit(SHOWN).toList(),
          had.identifiers().size(),
          had.traits().size());
    }
  }

  static MergeView of(Merge merge, Masking masking) {
    return MergeViewBuilder.builder()
        .profile(merge.profile())
        .into(merge.into())
        .at(merge.stamp().time())
        .cause(merge.stamp().cause())
        .left(view(merge.left(), masking))
        .right(view(merge.right(), masking))
        .had(PersonSummaryView.of(merge.had(), masking))
        .otherHad(PersonSummaryView.of(merge.otherHad(), masking))
        .rulesVersion(merge.recorded() ? merge.rulesVersion() : null)
        .build();
  }

  private static @Nullable IdentifierView view(@Nullable Identifier identifier, Masking masking) {
    return identifier == null ? null : IdentifierView.of(identifier, masking);
  }
}
