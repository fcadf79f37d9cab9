package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.WorkspaceId;

/** Where changes of runs are published, for the readers of a run at every instance. */
public interface RunChanges {

  /**
   * Publishes that a run has changed. Call this method after the commit: earlier, a reader would
   * find the former state. It neither blocks nor fails. A message can be lost, and readers then see
   * the change later.
   */
  void changed(WorkspaceId workspace, String run);
}
