package dev.tributary.identity.http.trait;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.trait.QualityReports.Report;
import dev.tributary.identity.quality.Flaw;
import dev.tributary.identity.quality.Meaning;
import dev.tributary.identity.quality.TraitQuality;
import dev.tributary.identity.quality.ValueType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The quality of all traits.
 *
 * @param asOf when the survey read the people
 * @param people the number of all people
 * @param lookedAt how many of them the survey read
 * @param data by name
 */
@Schema(name = "TraitQualities")
public record QualityView(Instant asOf, long people, int lookedAt, List<QualityOfTrait> data) {

  /**
   * @param meaning {@code email}, {@code phone} or {@code other}: what its values mean
   * @param filled how many people have it
   * @param types of their values, the most frequent first
   * @param distinct how many different values all people have; an estimate where the survey has not
   *     read all of them
   * @param valid how many people have a value without a flaw
   */
  @Schema(name = "TraitQuality")
  public record QualityOfTrait(
      String trait,
      Meaning meaning,
      int filled,
      List<TypeShare> types,
      long distinct,
      int valid,
      List<FlawView> flaws) {
    static QualityOfTrait of(TraitQuality quality, @Nullable Masking masking) {
      return new QualityOfTrait(
          quality.trait(),
          quality.meaning(),
          quality.filled(),
          quality.types().entrySet().stream()
              .map(entry -> new TypeShare(entry.getKey(), entry.getValue()))
              .toList(),
          quality.distinct(),
          quality.valid(),
          quality.flaws().stream()
              .map(flawed -> FlawView.of(quality.trait(), flawed, masking))
              .toList());
    }
  }

  @Schema(name = "TraitTypeShare")
  public record TypeShare(ValueType type, int people) {}

  /**
   * @param wrong whether a value with this flaw cannot be used
   * @param examples absent from the list of all traits
   */
  @Schema(name = "TraitFlaw")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FlawView(
      Flaw flaw, boolean wrong, int people, @Nullable List<ExampleView> examples) {
    static FlawView of(String trait, TraitQuality.Flawed flawed, @Nullable Masking masking) {
      return new FlawView(
          flawed.flaw(),
          flawed.flaw().wrong(),
          flawed.people(),
          masking == null
              ? null
              : flawed.examples().stream()
                  .map(example -> ExampleView.of(trait, example, masking))
                  .toList());
    }
  }

  /**
   * @param suggestion the domain that was probably meant
   */
  @Schema(name = "TraitFlawExample")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExampleView(JsonNode value, @Nullable JsonNode suggestion) {
    static ExampleView of(String trait, TraitQuality.Example example, Masking masking) {
      String suggestion = example.suggestion();
      return new ExampleView(
          masking.trait(trait, example.value()),
          suggestion == null ? null : masking.trait(trait, TextNode.valueOf(suggestion)));
    }
  }

  /** One trait, with the figures of the survey. */
  @Schema(name = "TraitQualityDetails")
  public record OfTrait(Instant asOf, long people, int lookedAt, QualityOfTrait quality) {
    static OfTrait of(Report report, TraitQuality quality, Masking masking) {
      return new OfTrait(
          report.asOf(), report.people(), report.lookedAt(), QualityOfTrait.of(quality, masking));
    }
  }

  static QualityView of(Report report) {
    return new QualityView(
        report.asOf(),
        report.people(),
        report.lookedAt(),
        report.traits().stream().map(each -> QualityOfTrait.of(each, null)).toList());
  }
}
