package dev.tributary.identity.loop;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.store.RuleReads;
import java.util.Collection;

/** The source of the rules in force in a transaction. */
public interface RuleSource {
  ActiveRules read(RuleReads reads, Collection<WorkspaceId> workspaces);
}
