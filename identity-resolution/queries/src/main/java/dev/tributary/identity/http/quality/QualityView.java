package dev.tributary.identity.http.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.quality.QualityReports.Report;
import dev.tributary.identity.quality.Flaw;
import dev.tributary.identity.quality.TraitMeaning;
import dev.tributary.identity.quality.TraitQuality;
import dev.tributary.identity.quality.ValueType;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.Approximate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The quality of all traits.
 *
 * @param asOf when the survey read the people
 * @param people the number of all people; above 100,000 an estimate with two digits
 * @param lookedAt how many people the survey read
 * @param data the traits, ordered by name
 */
@Schema(name = "TraitQualities")
public record QualityView(Instant asOf, long people, int lookedAt, List<QualityOfTrait> data) {

  /**
   * The quality of the values of one trait, among the people that the survey read. For a caller who
   * may not see the trait, numbers of people are rounded, and 0 for few.
   *
   * @param trait the name of the trait
   * @param meaning {@code email}, {@code phone} or {@code other}: what its values mean
   * @param filled how many people have the trait
   * @param types the types of the values, the most frequent first
   * @param distinct how many different values all people have; an estimate where the survey has not
   *     read all of them. Null for a caller who may not see the trait: it would tell whether a
   *     value that the caller adds is known already
   * @param valid how many people have a value without a flaw
   * @param flaws the flaws of the values, the most frequent first; for a caller who may not see the
   *     trait, without those of few people
   */
  @Schema(name = "TraitQuality")
  public record QualityOfTrait(
      String trait,
      TraitMeaning meaning,
      int filled,
      List<TypeShare> types,
      @Nullable Long distinct,
      int valid,
      List<FlawView> flaws) {
    /**
     * @param examples whether the flaws have examples
     */
    static QualityOfTrait of(TraitQuality quality, Masking masking, boolean examples) {
      boolean rounded = masking.hides(quality.trait());
      return new QualityOfTrait(
          quality.trait(),
          quality.meaning(),
          shown(quality.filled(), rounded),
          quality.types().entrySet().stream()
              .map(entry -> new TypeShare(entry.getKey(), shown(entry.getValue(), rounded)))
              .toList(),
          rounded ? null : quality.distinct(),
          shown(quality.valid(), rounded),
          quality.flaws().stream()
              .filter(flawed -> shown(flawed.people(), rounded) > 0)
              .map(flawed ->
                  new FlawView(
                      flawed.flaw(),
                      flawed.flaw().wrong(),
                      shown(flawed.people(), rounded),
                      examples ? examples(quality.trait(), flawed, masking) : null))
              .toList());
    }

    private static int shown(int people, boolean rounded) {
      return rounded ? Math.toIntExact(Approximate.of(people).number()) : people;
    }

    private static List<ExampleView> examples(
        String trait, TraitQuality.Flawed flawed, Masking masking) {
      return flawed.examples().stream()
          .map(example -> ExampleView.of(trait, example, masking))
          .toList();
    }
  }

  /**
   * How many people have a value of one type.
   *
   * @param type the type of the value; {@code date} is a text that begins with a day in ISO 8601
   * @param people how many of the people that the survey read have a value of this type
   */
  @Schema(name = "TraitTypeShare")
  public record TypeShare(ValueType type, int people) {}

  /**
   * A flaw, and how many people have a value with it.
   *
   * @param flaw the kind of flaw. Flaws of e-mail addresses are no-at, no-dot, misspelt (one typing
   *     error in the domain of a large provider), unknown-ending (a top-level domain that does not
   *     exist), malformed, disposable (a provider of disposable mailboxes) and role (the address of
   *     a role, such as info@). Flaws of phone numbers are not-a-number, too-short, too-long,
   *     no-country (no country code, or an unknown one) and not-given-out (no country assigns the
   *     number). Both can be not-text. The flaw of all other traits is other-type (another type
   *     than most values)
   * @param wrong whether a value with this flaw cannot be used
   * @param people how many of the people that the survey read have a value with this flaw
   * @param examples absent from the list of all traits
   */
  @Schema(name = "TraitFlaw")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FlawView(
      Flaw flaw, boolean wrong, int people, @Nullable List<ExampleView> examples) {}

  /**
   * A value with the flaw.
   *
   * @param value the value of one person; masked if the caller may not see it
   * @param suggestion the domain that was probably meant
   */
  @Schema(name = "TraitFlawExample")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExampleView(
      @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode value,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode suggestion) {
    static ExampleView of(String trait, TraitQuality.Example example, Masking masking) {
      String suggestion = example.suggestion();
      return new ExampleView(
          masking.trait(trait, example.value()),
          suggestion == null ? null : masking.trait(trait, TextNode.valueOf(suggestion)));
    }
  }

  /**
   * One trait, with the figures of the survey.
   *
   * @param asOf when the survey read the people
   * @param people the number of all people; above 100,000 an estimate with two digits
   * @param lookedAt how many people the survey read; at most 10,000
   * @param quality the figures of the trait
   */
  @Schema(name = "TraitQualityDetails")
  public record OfTrait(Instant asOf, long people, int lookedAt, QualityOfTrait quality) {
    static OfTrait of(Report report, TraitQuality quality, Masking masking) {
      return new OfTrait(
          report.asOf(),
          report.people(),
          report.lookedAt(),
          QualityOfTrait.of(quality, masking, true));
    }
  }

  static QualityView of(Report report, Masking masking) {
    return new QualityView(
        report.asOf(),
        report.people(),
        report.lookedAt(),
        report.traits().stream().map(each -> QualityOfTrait.of(each, masking, false)).toList());
  }
}
