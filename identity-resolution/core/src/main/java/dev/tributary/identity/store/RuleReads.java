package dev.tributary.identity.store;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.VersionedRules;
import java.util.Collection;
import java.util.Map;

/** The rules and the policies of traits that are in force in a transaction. */
public interface RuleReads {
  /**
   * @param version 0 for a workspace that never changed its rules
   * @param policies grows with each change to a trait's policy, and to the definition of such a
   *     trait
   */
  record Versions(long version, long policies) {}

  Map<WorkspaceId, Versions> versions(Collection<WorkspaceId> workspaces);

  /**
   * The rules of a workspace that has changed them; they may be newer than the version from {@link
   * #versions}.
   */
  VersionedRules rules(WorkspaceId workspace);

  TraitPolicies policies(WorkspaceId workspace);
}
