package dev.tributary.audience.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.definition.AudienceBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.Filing;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stored definition of an audience.
 *
 * @param rule a rule that was bound before; it names audiences by their ids
 * @param filing null for none
 */
public record AudienceSpec(@Nullable String description, JsonNode rule, @Nullable Filing filing) {

  /** How users file the audience. */
  public Filing filed() {
    return Filing.orNone(filing);
  }

  /** The part that decides who is a member. */
  public AudienceSpec ruleOnly() {
    return new AudienceSpec(null, rule, null);
  }

  /**
   * Ids of the audiences that the rule names, sorted. If only a later version can read the rule,
   * these are all values of fields {@code audience}.
   */
  public List<AudienceId> uses() {
    return RuleReader.find(rule)
        .map(known -> RuleDependencies.of(known).audiences())
        .orElseGet(() ->
            rule.findValuesAsText("audience").stream()
                .map(AudienceId::new)
                .collect(Collectors.toSet()))
        .stream()
        .sorted()
        .toList();
  }

  public AudienceBody body() {
    return new AudienceBody(uses());
  }
}
