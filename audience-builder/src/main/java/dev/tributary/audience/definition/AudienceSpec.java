package dev.tributary.audience.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.RuleReader;
import dev.tributary.contracts.definition.AudienceBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audience's definition as it is stored.
 *
 * @param rule bound before; audiences in it are named by their ids
 */
public record AudienceSpec(@Nullable String description, JsonNode rule) {

  /** Ids of the audiences that the rule names, sorted. */
  public List<String> uses() {
    return Depends.of(RuleReader.stored(rule)).audiences().stream().sorted().toList();
  }

  public AudienceBody body() {
    return new AudienceBody(uses());
  }
}
