package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   *
   * @param vendorId the id that the destination has for the record; null if it is not known
   */
  boolean arrived(WorkspaceId workspace, String id, long version, @Nullable String vendorId);

  /**
   * Records the same, if the delivery has not changed since a time: a later attempt may have gone
   * to another account.
   *
   * @param since when the delivery became uncertain
   */
  boolean arrived(
      WorkspaceId workspace, String id, long version, Instant since, @Nullable String vendorId);

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
