package dev.tributary.audience.http.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.PersonLabel;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the preview of a rule.
 *
 * @param count exact, unless {@code approximate} is there
 * @param approximate the approximate number, if the rule asks for values that the caller may not
 *     see. Then {@code count} is this number (0 for a small one), and there are no examples and no
 *     numbers of conditions
 * @param people the number of all people
 * @param asOf the business time up to which everyone is decided
 * @param inWords the rule as a sentence
 * @param conditions each condition of the rule, with the number of people for whom it holds
 * @param sample the first members with the reason for each
 * @param warnings conditions that are valid but are probably a mistake; empty if there are none
 * @param overlaps the other audiences that members are in too; absent if the request does not ask
 *     for them
 * @param change how the rule would change the members of the named audience; absent if the request
 *     names none
 */
@RecordBuilder
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
   * A condition of the rule, with the number of people for whom it holds.
   *
   * @param pointer the condition's place in the rule (RFC 6901)
   * @param words the condition as a sentence
   * @param matching the number of people for whom this condition alone holds; absent if the caller
   *     may not see it
   * @param running in a group, how many people are left after it (all, none) or reached with it
   *     (any); absent if the caller may not see that
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PreviewedCondition")
  public record Condition(
      String pointer, String words, @Nullable Long matching, @Nullable Long running) {}

  /**
   * A person for whom the rule holds, with the reason.
   *
   * @param profile the id of the profile
   * @param person the person's name, e-mail address or the end of the id
   * @param why each condition, and whether it holds for this person
   */
  @Schema(name = "PreviewedPerson")
  public record Sampled(ProfileId profile, PersonLabel person, ExplanationView why) {}

  /**
   * A condition that is valid but is probably a mistake.
   *
   * @param pointer the condition's place in the rule (RFC 6901)
   * @param detail what is probably wrong, as a sentence
   */
  @Schema(name = "RuleWarning")
  public record Warning(String pointer, String detail) {}

  /**
   * The difference between an audience's current members and the members by the rule, at the same
   * moment.
   *
   * @param joins how many people would enter the audience; exact, unless {@code approximateJoins}
   *     is there
   * @param approximateJoins as {@code approximate} of the preview
   * @param leaves how many people would leave the audience; exact, unless {@code approximateLeaves}
   *     is there
   * @param approximateLeaves as {@code approximate} of the preview
   * @param joining the first of these people, with the reason for each
   * @param leaving the first of these people, with the reason for each
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
