package dev.tributary.identity.http.matching;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.matching.TraitReading;
import dev.tributary.identity.matching.Waterfall;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.suggestion.SuggestionStore.Row;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.PersonLabel;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Two profiles that may belong to one person, and why. All weights are in bits: the prior and the
 * bars add up to the weight, which is equivalent to the probability.
 *
 * @param id {@code sug_…}, made by Tributary; {@code settleSuggestion} takes it
 * @param probability the probability that the two profiles belong to one person, from 0 to 1
 * @param weight the sum of the prior and all bars; log2(p / (1 - p)) for the probability p
 * @param prior the weight before any comparison
 * @param left one of the two profiles
 * @param right the other profile
 * @param bars one entry for each comparison, with the weight that it adds
 * @param foundAt when a run first found the two profiles
 * @param run the last run that found it
 * @param outcome {@code merged} or {@code kept-apart}
 * @param settledBy the caller's subject, or {@code matching} for an automatic merge
 * @param settledAt when the suggestion was settled; null while it is open
 */
@RecordBuilder
@Schema(name = "Suggestion")
public record SuggestionView(
    String id,
    double probability,
    double weight,
    double prior,
    Side left,
    Side right,
    List<Bar> bars,
    Instant foundAt,
    String run,
    @Nullable String outcome,
    @Nullable String settledBy,
    @Nullable Instant settledAt) {
  private static final int MOST_IDENTIFIERS = 5;

  /** Identifiers that a user recognises come first, identifiers of devices last. */
  private static final List<String> RECOGNISABLE =
      List.of(Identifier.EMAIL, Identifier.PHONE, Identifier.USER_ID);

  /**
   * One of the two profiles of a suggestion.
   *
   * @param profile the id at the time of the decision, where the suggestion is settled
   * @param person the person's name, e-mail address or the end of the id
   * @param identifiers the five at most that a user recognises best
   */
  @Schema(name = "SuggestedPerson")
  public record Side(ProfileId profile, PersonLabel person, List<IdentifierView> identifiers) {}

  /**
   * The result of one comparison, and the weight that it adds.
   *
   * @param column what is compared: {@code first_name}, {@code last_name}, {@code birth_date},
   *     {@code place}, {@code phone}, {@code email} or {@code company}
   * @param level the result of the comparison; null where a value is missing
   * @param left a text, masked, or null where the value is missing
   * @param right the value of the right profile, in the same form as {@code left}
   * @param weight the weight of the level
   * @param byFrequency the additional weight of a rare value
   */
  @Schema(name = "SuggestionBar")
  public record Bar(
      String column,
      @Nullable String level,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode left,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode right,
      double weight,
      double byFrequency) {
    static Bar of(Waterfall.Bar bar, Masking masking) {
      Predicate<String> compared = trait -> TraitReading.comparedOf(trait).contains(bar.column());
      return new Bar(
          bar.column(),
          bar.level(),
          masking.derived(bar.left(), compared),
          masking.derived(bar.right(), compared),
          bar.weight(),
          bar.byFrequency());
    }
  }

  /**
   * @param people the people of open suggestions, by their ids
   */
  static SuggestionView of(
      Row row, Map<ProfileId, Profile> people, PeopleLabels.Labels labels, Masking masking) {
    return SuggestionViewBuilder.builder()
        .id(row.id())
        .probability(row.waterfall().probability())
        .weight(row.waterfall().weight())
        .prior(row.waterfall().prior())
        .left(side(row.left(), labels, row.leftHad(), people, masking))
        .right(side(row.right(), labels, row.rightHad(), people, masking))
        .bars(row.waterfall().bars().stream().map(bar -> Bar.of(bar, masking)).toList())
        .foundAt(row.foundAt())
        .run(row.run())
        .outcome(row.outcome())
        .settledBy(row.settledBy())
        .settledAt(row.settledAt())
        .build();
  }

  private static Side side(
      ProfileId profile,
      PeopleLabels.Labels labels,
      List<Identifier> had,
      Map<ProfileId, Profile> people,
      Masking masking) {
    Profile person = people.get(profile);
    Collection<Identifier> all = !had.isEmpty() || person == null ? had : person.identifiers();
    return new Side(
        profile,
        labels.of(profile),
        all.stream()
            .sorted(Comparator.comparing(SuggestionView::rank).thenComparing(each -> each))
            .limit(MOST_IDENTIFIERS)
            .map(each -> IdentifierView.of(each, masking))
            .toList());
  }

  private static int rank(Identifier identifier) {
    int place = RECOGNISABLE.indexOf(identifier.type());
    int others = identifier.type().equals(Identifier.ANONYMOUS_ID) ? 1 : 0;
    return place < 0 ? RECOGNISABLE.size() + others : place;
  }
}
