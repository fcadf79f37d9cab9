package dev.tributary.audience.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A version of an audience's rule as it is evaluated. A change of the rule, or of the calendar or
 * the declared types that it depends on, creates a new generation, which is built while the old one
 * stays active. A generation never changes, so its id alone identifies it.
 *
 * @param definitionVersion the version of the definition that it came from
 * @param settings with the types that the rule depends on
 * @param known the rule, with the types by which it reads values; null if this version cannot read
 *     it, because a later version wrote it
 * @param dependencies empty if the rule is not known
 */
public record Generation(
    long id,
    WorkspaceId workspace,
    AudienceId audience,
    long definitionVersion,
    JsonNode json,
    Settings settings,
    @Nullable Rule known,
    RuleDependencies dependencies) {

  public static Generation of(
      long id,
      WorkspaceId workspace,
      AudienceId audience,
      long definitionVersion,
      JsonNode json,
      Settings settings) {
    Rule rule = RuleReader.find(json).map(settings.types()::in).orElse(null);
    return new Generation(
        id,
        workspace,
        audience,
        definitionVersion,
        json,
        settings,
        rule,
        rule == null ? RuleDependencies.NONE : RuleDependencies.of(rule));
  }

  /** A generation whose rule, types or time zone this version cannot read. */
  public static Generation unreadable(
      long id, WorkspaceId workspace, AudienceId audience, long definitionVersion, JsonNode json) {
    Settings none = new Settings(ZoneOffset.UTC, DeclaredTypes.NONE);
    return new Generation(
        id, workspace, audience, definitionVersion, json, none, null, RuleDependencies.NONE);
  }

  /** Whether this version can evaluate it. */
  public boolean readable() {
    return known != null;
  }

  /**
   * The rule.
   *
   * @throws IllegalStateException if this version cannot read it
   */
  public Rule rule() {
    Rule rule = known;
    if (rule == null) {
      throw new IllegalStateException("This version cannot read the rule of generation " + id);
    }
    return rule;
  }

  public ZoneId zone() {
    return settings.zone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Generation generation && generation.id == id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }
}
