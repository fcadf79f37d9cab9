package dev.tributary.audience.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleReader;
import java.time.ZoneId;

/**
 * A rule as it is evaluated. A change of an audience's rule, or of the calendar or the declared
 * types that it depends on, makes a new generation, built beside the old one. What a generation
 * says never changes, so its id alone tells it from others.
 *
 * @param definitionVersion the version of the definition that it came from
 * @param rule reads its values by the types
 * @param settings with the types that the rule depends on
 */
public record Generation(
    long id,
    String workspace,
    String audience,
    long definitionVersion,
    JsonNode json,
    Rule rule,
    Depends depends,
    Settings settings) {

  public static Generation of(
      long id,
      String workspace,
      String audience,
      long definitionVersion,
      JsonNode json,
      Settings settings) {
    Rule rule = settings.types().in(RuleReader.stored(json));
    return new Generation(
        id, workspace, audience, definitionVersion, json, rule, Depends.of(rule), settings);
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
