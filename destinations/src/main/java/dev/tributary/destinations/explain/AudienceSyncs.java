package dev.tributary.destinations.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;

/**
 * Finds the syncs of audiences, deleted ones too, because their records may remain. Thread-safe.
 */
@FunctionalInterface
public interface AudienceSyncs {

  /**
   * The object that a sync writes to.
   *
   * @param object its name in the connector's manifest
   * @param settings that the object declares
   */
  record Target(String object, ObjectNode settings) {}

  /** The objects of all of them at a destination. */
  List<Target> targets(WorkspaceId workspace, DestinationId destination);
}
