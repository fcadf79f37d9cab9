package dev.tributary.identity.loop;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.store.RuleReads;
import java.util.Collection;
import java.util.Map;

/**
 * The rules in force in one transaction, by workspace.
 *
 * @param policies of traits, where a workspace has any
 */
public record ActiveRules(
    Map<WorkspaceId, IdentifierReader> readers, Map<WorkspaceId, TraitPolicies> policies) {
  /** The source of the rules in force in a transaction. */
  public interface Source {
    ActiveRules read(RuleReads reads, Collection<WorkspaceId> workspaces);
  }

  public TraitPolicies policiesOf(WorkspaceId workspace) {
    return policies.getOrDefault(workspace, TraitPolicies.LATEST);
  }

  public IdentifierReader of(WorkspaceId workspace) {
    IdentifierReader reader = readers.get(workspace);
    if (reader == null) {
      throw new IllegalStateException("The rules of " + workspace + " were not read");
    }
    return reader;
  }
}
