package dev.tributary.destinations.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;

/**
 * Finds the syncs that take or took an audience, also deleted ones and ones that take something
 * else now, because their records may remain. Thread-safe.
 */
@FunctionalInterface
public interface AudienceSyncs {

  /**
   * An object that a sync writes or wrote to.
   *
   * @param object its name in the connector's manifest
   * @param settings that the object declares
   */
  record Target(DestinationId destination, SyncId sync, String object, ObjectNode settings) {}

  /** The objects of all of them, by all versions of the syncs that are kept. */
  List<Target> targets(WorkspaceId workspace);
}
