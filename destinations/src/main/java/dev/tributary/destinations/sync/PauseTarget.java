package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.destination.DestinationSpec;

/** The destination or the sync that a pause stops. */
public sealed interface PauseTarget {
  /** The kind of its definition. */
  String kind();

  String id();

  /** A destination with all its syncs. */
  record OfDestination(DestinationId destination) implements PauseTarget {
    @Override
    public String kind() {
      return DestinationSpec.KIND;
    }

    @Override
    public String id() {
      return destination.value();
    }
  }

  /** One sync. */
  record OfSync(SyncId sync) implements PauseTarget {
    @Override
    public String kind() {
      return SyncSpec.KIND;
    }

    @Override
    public String id() {
      return sync.value();
    }
  }
}
