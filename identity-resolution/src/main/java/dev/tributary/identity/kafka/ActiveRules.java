package dev.tributary.identity.kafka;

import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.profile.TraitPolicies;
import java.util.Map;

/**
 * The rules in force in one transaction, by workspace.
 *
 * @param policies of traits, where a workspace has any
 */
record ActiveRules(Map<String, IdentifierReader> readers, Map<String, TraitPolicies> policies) {
  TraitPolicies policiesOf(String workspace) {
    return policies.getOrDefault(workspace, TraitPolicies.LATEST);
  }

  IdentifierReader of(String workspace) {
    IdentifierReader reader = readers.get(workspace);
    if (reader == null) {
      throw new IllegalStateException("The rules of " + workspace + " were not read");
    }
    return reader;
  }
}
