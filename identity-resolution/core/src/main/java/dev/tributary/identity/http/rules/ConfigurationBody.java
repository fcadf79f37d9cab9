package dev.tributary.identity.http.rules;

import dev.tributary.contracts.Json;
import dev.tributary.identity.configuration.Configuration;
import dev.tributary.identity.http.trait.TraitPolicyResource.Policy;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.openapi.request.Required;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The whole identity configuration of a workspace, read and written in the same shape.
 *
 * @param rules the identity rules
 * @param policies by trait; for a trait without an entry, the latest value wins
 */
@Schema(name = "IdentityConfiguration")
public record ConfigurationBody(
    @Required @Nullable RulesRequest rules, @Required @Nullable Map<String, Policy> policies) {
  static ConfigurationBody of(Configuration configuration) {
    return of(configuration.rules(), configuration.policies());
  }

  static ConfigurationBody of(IdentityRules rules, TraitPolicies policies) {
    Map<String, Policy> byTrait = new TreeMap<>();
    policies
        .byTrait()
        .forEach((trait, policy) -> {
          if (!policy.equals(TraitPolicy.LATEST)) {
            byTrait.put(trait, Policy.of(policy));
          }
        });
    return new ConfigurationBody(Json.MAPPER.convertValue(rules, RulesRequest.class), byTrait);
  }
}
