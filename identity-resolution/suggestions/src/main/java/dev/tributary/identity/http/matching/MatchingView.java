package dev.tributary.identity.http.matching;

import dev.tributary.identity.suggestion.MatchingSettings;
import dev.tributary.identity.suggestion.RunResult.Compared;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workspace for suggestions, and how people are compared.
 *
 * @param suggestFrom the least probability of a suggestion
 * @param mergeFrom the least probability of an automatic merge; null for never
 * @param every {@code day} or {@code week}; null where runs start on request only
 * @param version 0 where the defaults are unchanged
 * @param comparisons as the last run learned them from the people of the workspace
 */
@Schema(name = "MatchingSettings")
public record MatchingView(
    double suggestFrom,
    @Nullable Double mergeFrom,
    @Nullable String every,
    long version,
    List<MatchingComparison> comparisons) {

  /**
   * How matching compares two profiles by one kind of value, for example by the last name.
   *
   * @param column what is compared: {@code first_name}, {@code last_name}, {@code birth_date},
   *     {@code place} (postcode and city), {@code phone}, {@code email} or {@code company}
   * @param levels the possible results of the comparison, the closest first
   */
  @Schema(name = "MatchingComparison")
  public record MatchingComparison(String column, List<MatchingLevel> levels) {
    static MatchingComparison of(Compared comparison) {
      return new MatchingComparison(
          comparison.column(),
          comparison.levels().stream()
              .map(level -> new MatchingLevel(level.name(), level.m(), level.u()))
              .toList());
    }
  }

  /**
   * A possible result of a comparison, and how often it occurs.
   *
   * @param name the result of the comparison in words, such as {@code the same} or {@code very
   *     alike}
   * @param m how often two records of one person have this result
   * @param u how often two records of different people have this result
   */
  @Schema(name = "MatchingLevel")
  public record MatchingLevel(String name, double m, double u) {}

  static MatchingView of(MatchingSettings settings, long version, List<Compared> comparisons) {
    return new MatchingView(
        settings.suggestFrom(),
        settings.mergeFrom(),
        settings.every() == null ? null : settings.every().wireName(),
        version,
        comparisons.stream().map(MatchingComparison::of).toList());
  }
}
