package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;

/** Reads the rate of records to a destination, and the records that wait. Thread-safe. */
public interface DeliveryFlows {
  DeliveryFlow of(WorkspaceId workspace, DestinationId destination);
}
