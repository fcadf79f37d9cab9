package dev.tributary.audience.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.runtime.tenancy.Approximate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would mean.
 *
 * @param count exact, unless {@code approximate} is there
 * @param approximate what may be told where the rule asks for what the caller may not see: then
 *     there are no examples and no figures of conditions, and {@code count} is rounded, 0 for few
 * @param people how many there are in all
 * @param sample the first members with the reason for each
 * @param overlaps the other audiences that members are in too, where it was asked for; else absent
 * @param change what the rule would do to the audience that was named; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AudiencePreview")
public record PreviewView(
    long count,
    @Nullable Approximate approximate,
    long people,
    Instant asOf,
    String inWords,
    List<Condition> conditions,
    List<Sampled> sample,
    List<Warning> warnings,
    @Nullable Overlaps overlaps,
    @Nullable Change change) {

  /**
   * @param pointer the condition's place in the rule (RFC 6901)
   * @param matching for how many it holds by itself; absent where that is not told
   * @param running in a group, how many are left after it (all, none) or reached with it (any);
   *     absent where that is not told
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PreviewedCondition")
  public record Condition(
      String pointer, String words, @Nullable Long matching, @Nullable Long running) {}

  @Schema(name = "PreviewedPerson")
  public record Sampled(String profile, ExplanationView why) {}

  /** Something that is allowed and probably not meant. */
  @Schema(name = "RuleWarning")
  public record Warning(String pointer, String detail) {}

  /**
   * The difference between an audience's members now and those by the rule, at the same moment.
   *
   * @param joins how many are not in it and would be; exact, unless the next is there
   * @param approximateJoins as {@code approximate} of the preview
   * @param leaves how many are in it and would not be; exact, unless the next is there
   * @param approximateLeaves as {@code approximate} of the preview
   * @param joining the first of them, with what the rule says of each
   * @param leaving the first of them, with what the rule says of each
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PreviewedChange")
  public record Change(
      long joins,
      @Nullable Approximate approximateJoins,
      long leaves,
      @Nullable Approximate approximateLeaves,
      List<Sampled> joining,
      List<Sampled> leaving) {}
}
