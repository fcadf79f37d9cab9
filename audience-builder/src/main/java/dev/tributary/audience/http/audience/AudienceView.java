package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.document.RuleSchemas;
import dev.tributary.audience.membership.AudienceStatuses.Status;
import dev.tributary.audience.membership.SizePoint;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.MemberNames;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audience in an answer of the API.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the audiences of the workspace; paths accept it instead of the id
 * @param name shown in the web UI
 * @param description what the audience is for, in the words of a user; null if nobody wrote it
 * @param tags in the order in which they were sent
 * @param folder where users look for the audience; null for none
 * @param owner the user who answers for the audience, usually an e-mail address; null for none,
 *     masked if it has an e-mail address and the caller may not read personal data
 * @param rule the conditions that a member has to meet; docs/reference/rule-semantics.md has the
 *     grammar
 * @param inWords the rule as a sentence; the sentence says so if this version cannot read the rule
 * @param uses the ids of the audiences that the rule uses
 * @param size the number of members by the rule in force; exact, unless {@code approximate} is
 *     there
 * @param approximate the approximate size, if the rule asks for values that the caller may not see:
 *     the rounded number of people for whom the newest rule holds, as in a preview; it has neither
 *     field if a count is not possible now. {@code size} is then rounded, 0 for few, and {@code
 *     before} is absent
 * @param before the size a week ago, or the first size if that was later; absent before the first
 *     size is recorded. A caller who may not see all traits gets only sizes since the rule in force
 *     was settled
 * @param asOf the business time up to which size and members are decided; absent before the first
 *     tick
 * @param state the progress of the newest rule
 * @param version grows by one with each change, except a change of description, tags, folder and
 *     owner alone; the ETag of the answer begins with it
 * @param createdAt when the audience was created
 * @param updatedAt when the audience was last changed
 */
@RecordBuilder
@Schema(name = "Audience")
public record AudienceView(
    AudienceId id,
    String key,
    String name,
    @Nullable String description,
    List<String> tags,
    @Nullable String folder,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode owner,
    @Schema(ref = RuleSchemas.RULE) JsonNode rule,
    String inWords,
    List<AudienceId> uses,
    long size,
    @Nullable Approximate approximate,
    @Nullable SizeAt before,
    @Nullable Instant asOf,
    State state,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * The progress of the newest rule.
   *
   * @param stage {@code waiting}: not begun, or an audience that it uses is not ready; {@code
   *     building}: the rule is evaluated over all profiles; {@code switching}: the differences are
   *     published; {@code on}; {@code unreadable}: a later version wrote the rule, and members stay
   *     as they are until an instance of that version runs
   * @param progress the progress of the current stage, from 0 to 1
   * @param versionInForce the version whose rule decides now; absent before the first is complete
   */
  @Schema(name = "AudienceState")
  public record State(String stage, double progress, @Nullable Long versionInForce) {
    static State of(long version, @Nullable Status status, boolean readable) {
      if (!readable) {
        return new State("unreadable", 0, status == null ? null : status.activeVersion());
      }
      if (status == null) {
        return new State("waiting", 0, null);
      }
      if (status.version() != version) {
        return new State("waiting", 0, status.activeVersion());
      }
      return status.stage().equals("settled")
          ? new State("on", 1, status.activeVersion())
          : new State(status.stage(), status.done(), status.activeVersion());
    }
  }

  static AudienceView of(
      StoredDefinition<AudienceSpec> stored,
      @Nullable Status status,
      @Nullable Approximate approximate,
      @Nullable SizePoint before,
      @Nullable Instant asOf,
      @Nullable String inWords,
      MemberNames names) {
    long size = status == null ? 0 : status.size();
    return AudienceViewBuilder.builder()
        .id(new AudienceId(stored.id()))
        .key(stored.key())
        .name(stored.name())
        .description(stored.spec().description())
        .tags(stored.spec().filed().tags())
        .folder(stored.spec().filed().folder())
        .owner(names.ofOptional(stored.spec().filed().owner()))
        .rule(stored.spec().rule())
        .inWords(inWords == null ? "a rule that this version cannot read" : inWords)
        .uses(stored.spec().uses())
        .size(approximate == null ? size : approximate.number())
        .approximate(approximate)
        .before(before == null || approximate != null ? null : SizeAt.of(before))
        .asOf(asOf)
        .state(State.of(stored.version(), status, inWords != null))
        .version(stored.version())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .build();
  }
}
