package dev.tributary.destinations.connector;

import dev.tributary.contracts.id.WorkspaceId;

/** The connectors that each workspace can use. Thread-safe. */
public interface ConnectorDirectory {
  /**
   * The connectors of this installation, and those that the workspace has added. Never those of
   * another workspace.
   */
  Connectors of(WorkspaceId workspace);
}
