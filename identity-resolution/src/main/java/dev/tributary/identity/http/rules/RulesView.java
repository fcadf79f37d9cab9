package dev.tributary.identity.http.rules;

import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The identity rules of a workspace.
 *
 * @param version 0 where the defaults are unchanged
 * @param types in priority order
 */
@Schema(name = "IdentityRules")
public record RulesView(
    long version,
    Strategy strategy,
    int maxIdentifiers,
    int maxMerges,
    int suspectAfter,
    List<IdentifierType> types) {
  static RulesView of(long version, IdentityRules rules) {
    return new RulesView(
        version,
        rules.strategy(),
        rules.maxIdentifiers(),
        rules.maxMerges(),
        rules.suspectAfter(),
        rules.types());
  }
}
