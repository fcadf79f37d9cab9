package dev.tributary.contracts.fact;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.Map;

/** The answer of a service that was asked for the facts of some workspaces: each has an entry. */
public record FactsByWorkspace(Map<WorkspaceId, Facts> workspaces) {

  public FactsByWorkspace {
    workspaces = Map.copyOf(workspaces);
  }
}
