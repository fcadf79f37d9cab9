package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Map;

/** Sends stuck deliveries again at the request of users. Thread-safe. */
public interface StuckDeliveries {

  /** Makes a stuck delivery pending again; false if it is not stuck. */
  boolean retry(WorkspaceId workspace, String id);

  /**
   * Makes all stuck deliveries that match pending again.
   *
   * @return how many, by sync
   */
  Map<SyncId, Integer> retry(WorkspaceId workspace, DeliveryFilter filter);

  /**
   * The stuck deliveries that {@link #retry(WorkspaceId, DeliveryFilter)} would make pending again.
   *
   * @return how many, by sync
   */
  Map<SyncId, Integer> retryable(WorkspaceId workspace, DeliveryFilter filter);

  /**
   * Makes stuck deliveries of a sync pending again for a new run, except withheld ones.
   *
   * @param uncertainToo whether this includes deliveries that may have arrived already
   */
  int retryForRun(WorkspaceId workspace, SyncId sync, boolean uncertainToo);
}
