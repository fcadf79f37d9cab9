package dev.tributary.runtime.fact;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.Set;

/**
 * Returns facts of a service that may open an alert. It is asked for many workspaces at once, every
 * few seconds: it should read them together, since an installation can have thousands of them.
 * Blocks. Thread-safe.
 */
@FunctionalInterface
public interface FactSource {
  List<WorkspaceFact> facts(Set<WorkspaceId> workspaces);

  /** The facts of one workspace. */
  default List<Fact> facts(WorkspaceId workspace) {
    return facts(Set.of(workspace)).stream().map(WorkspaceFact::fact).toList();
  }
}
