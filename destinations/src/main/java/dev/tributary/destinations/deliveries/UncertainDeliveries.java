package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Map;

/**
 * Records for users that uncertain deliveries have arrived. Such a delivery becomes delivered, with
 * the content that was sent, and nothing is sent. Thread-safe.
 */
public interface UncertainDeliveries {

  /** Records that a delivery has arrived; false if it is not uncertain. */
  boolean arrived(WorkspaceId workspace, String id);

  /**
   * Records that a delivery has arrived with the content of a version; false if it is not
   * uncertain, or has another version.
   */
  boolean arrived(WorkspaceId workspace, String id, long version);

  /**
   * Records that all uncertain deliveries that match have arrived.
   *
   * @return how many, by sync
   */
  Map<SyncId, Integer> arrived(WorkspaceId workspace, DeliveryFilter filter);

  /**
   * The uncertain deliveries that match.
   *
   * @return how many, by sync
   */
  Map<SyncId, Integer> count(WorkspaceId workspace, DeliveryFilter filter);
}
